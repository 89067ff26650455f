# SPDX-License-Identifier: GPL-3.0-or-later
"""The epochs of bench_train as people write them in Python, with Adam.

Arguments: a case (lenet, mlp, resnet9, transformer, tiny_mlp), a way (bare: batches are taken out of a tensor, as a
person does who looks at the time; loader: a DataLoader with shuffling; lightning: its Trainer), threads, batches of an
epoch, epochs. Prints the seconds of each epoch, one a line; the first warms up. Prints nothing where the way is not
installed.

malloc is to keep freed memory (MALLOC_TRIM_THRESHOLD_, MALLOC_MMAP_THRESHOLD_): otherwise zero_grad() makes glibc give
memory back each step, and most of the time of a small network goes into page faults.
"""
import gzip
import sys
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

FOLDER = "/usr/share/datasets/fashion-mnist/"


def read_idx(name, offset):
    with gzip.open(FOLDER + name) as file:
        return torch.frombuffer(bytearray(file.read()[offset:]), dtype=torch.uint8)


def clothes():
    images = read_idx("train-images-idx3-ubyte.gz", 16).view(-1, 1, 28, 28)
    return (images.float() / 255 - 0.286) / 0.353, read_idx("train-labels-idx1-ubyte.gz", 8).long()


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(True), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(True), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(True), nn.Linear(120, 84), nn.ReLU(True), nn.Linear(84, 10))


def mlp(columns, hidden, classes):
    layers = [nn.Flatten()]
    for units in hidden:
        layers += [nn.Linear(columns, units), nn.ReLU()]
        columns = units
    return nn.Sequential(*layers, nn.Linear(columns, classes))


def conv(before, after):
    return nn.Sequential(nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU(True))


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.inner = nn.Sequential(conv(width, width), conv(width, width))

    def forward(self, x):
        return self.inner(x) + x


def resnet9(width):
    return nn.Sequential(
        conv(1, width), conv(width, 2 * width), nn.MaxPool2d(2), Residual(2 * width),
        conv(2 * width, 4 * width), nn.MaxPool2d(2), conv(4 * width, 8 * width), nn.MaxPool2d(2), Residual(8 * width),
        nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(8 * width, 10))


class Block(nn.Module):
    def __init__(self, width, heads, feed_forward):
        super().__init__()
        self.heads = heads
        self.first_norm, self.second_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.projections, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, feed_forward), nn.Linear(feed_forward, width)

    def forward(self, x, mask):
        size, length, width = x.shape
        parts = self.projections(self.first_norm(x)).view(size, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = parts[0] @ parts[1].transpose(-2, -1) * (width // self.heads) ** -0.5 + mask
        x = x + self.output((scores.softmax(-1) @ parts[2]).transpose(1, 2).flatten(2))
        return x + self.down(nn.functional.gelu(self.up(self.second_norm(x))))


class Transformer(nn.Module):
    def __init__(self, alphabet, length, width, heads, layers, feed_forward):
        super().__init__()
        self.characters, self.places = nn.Embedding(alphabet, width), nn.Embedding(length, width)
        self.blocks = nn.ModuleList(Block(width, heads, feed_forward) for _ in range(layers))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, alphabet)
        self.register_buffer("mask", torch.full((length, length), float("-inf")).triu(1))

    def forward(self, x):
        h = self.characters(x) + self.places(torch.arange(x.shape[1]))
        for block in self.blocks:
            h = block(h, self.mask)
        return self.head(self.norm(h)).transpose(1, 2)


def make_case(name):
    """The network, the samples, their answers, and how many make a batch."""
    if name == "transformer":
        text = torch.randint(64, (2048, 65))
        return Transformer(64, 64, 64, 4, 2, 256), text[:, :-1].contiguous(), text[:, 1:].contiguous(), 16
    if name == "tiny_mlp":
        return mlp(16, [16], 2), torch.randn(8192, 16), torch.randint(2, (8192,)), 32
    networks = {"lenet": lenet, "mlp": lambda: mlp(784, [256, 128], 10), "resnet9": lambda: resnet9(8)}
    return (networks[name](), *clothes(), 64)


def bare_batches(x, y, size):
    for index in torch.randperm(len(x)).split(size):
        yield x[index], y[index]


def run_loop(net, batches_of_epoch, batches, epochs):
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in range(epochs):
        start = time.perf_counter()
        for i, (x, y) in enumerate(batches_of_epoch()):
            if i == batches:
                break
            loss = nn.functional.cross_entropy(net(x), y)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            if (i + 1) % 50 == 0:
                loss.item()
        print(time.perf_counter() - start, flush=True)


def run_lightning(net, loader, batches, epochs):
    try:
        import lightning
    except ImportError:
        import pytorch_lightning as lightning

    class Task(lightning.LightningModule):
        def __init__(self):
            super().__init__()
            self.net = net

        def training_step(self, batch, _):
            loss = nn.functional.cross_entropy(self.net(batch[0]), batch[1])
            self.log("train_loss", loss)
            return loss

        def configure_optimizers(self):
            return torch.optim.Adam(self.parameters(), lr=1e-3)

        def on_train_epoch_start(self):
            self.start = time.perf_counter()

        def on_train_epoch_end(self):
            print(time.perf_counter() - self.start, flush=True)

    lightning.Trainer(max_epochs=epochs, limit_train_batches=batches, accelerator="cpu", logger=False,
                      enable_checkpointing=False, enable_progress_bar=False,
                      enable_model_summary=False).fit(Task(), loader)


def main():
    name, way = sys.argv[1:3]
    threads, batches, epochs = (int(a) for a in sys.argv[3:6])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    net, x, y, size = make_case(name)
    loader = DataLoader(TensorDataset(x, y), batch_size=size, shuffle=True)
    if way == "lightning":
        run_lightning(net, loader, batches, epochs)
    else:
        run_loop(net, (lambda: bare_batches(x, y, size)) if way == "bare" else (lambda: loader), batches, epochs)


main()
