# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks as PyTorch and torchvision define them, with the weights that Lathe wrote: `networks.py NAME FOLDER [ARGUMENT ...]`
prints as JSON the largest differences from what Lathe wrote of its own network (see network_dump.h)."""
import json
import sys

import numpy as np
import torch
from torch import nn


def conv_norm(inputs, outputs, kernel=3):
    return [nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.inner = nn.Sequential(*conv_norm(width, width), *conv_norm(width, width))

    def forward(self, x):
        return x + self.inner(x)


def resnet9(channels, classes, width=64):
    return nn.Sequential(
        *conv_norm(channels, width), *conv_norm(width, 2 * width), nn.MaxPool2d(2), Residual(2 * width),
        *conv_norm(2 * width, 4 * width), nn.MaxPool2d(2), *conv_norm(4 * width, 8 * width), nn.MaxPool2d(2),
        Residual(8 * width), nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(8 * width, classes))


def resnet18(channels, classes, large):
    import torchvision
    model = torchvision.models.resnet18(num_classes=classes)
    if large:
        model.conv1 = nn.Conv2d(channels, 64, 7, 2, 3, bias=False)
    else:
        model.conv1 = nn.Conv2d(channels, 64, 3, 1, 1, bias=False)
        model.maxpool = nn.Identity()
    return model


def squeezenet(version, classes):
    import torchvision
    make = {"1_0": torchvision.models.squeezenet1_0, "1_1": torchvision.models.squeezenet1_1}[version]
    return make(num_classes=classes, dropout=0.0)


class Gru(nn.Module):
    def __init__(self, classes, embedding=64, hidden=128, layers=2):
        super().__init__()
        self.embedding = nn.Embedding(classes, embedding)
        self.gru = nn.GRU(embedding, hidden, layers, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        return self.head(self.gru(self.embedding(x.long()))[0])


class Transformer(nn.Module):
    def __init__(self, classes, length, width=128, heads=4, layers=2, feed_forward=512):
        super().__init__()
        self.characters = nn.Embedding(classes, width)
        self.places = nn.Embedding(length, width)
        self.blocks = nn.ModuleList(
            nn.TransformerEncoderLayer(width, heads, feed_forward, dropout=0.0, activation="gelu", batch_first=True,
                                       norm_first=True) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, classes)

    def in_lathes_order(self):
        yield from [self.characters.weight, self.places.weight]
        for block in self.blocks:
            for part in [block.norm1, block.norm2]:
                yield from [part.weight, part.bias]
            yield from [block.self_attn.in_proj_weight, block.self_attn.in_proj_bias]
            for part in [block.self_attn.out_proj, block.linear1, block.linear2]:
                yield from [part.weight, part.bias]
        yield from [self.norm.weight, self.norm.bias, self.head.weight, self.head.bias]

    def forward(self, x):
        x = x.long()
        length = x.shape[1]
        later = torch.full((length, length), float("-inf")).triu(1)
        h = self.characters(x) + self.places(torch.arange(length))
        for block in self.blocks:
            h = block(h, src_mask=later)
        return self.head(self.norm(h))


def parameters_of(model):
    return list(model.in_lathes_order() if hasattr(model, "in_lathes_order") else model.parameters())


def read(folder, name):
    return torch.from_numpy(np.fromfile(f"{folder}/{name}.bin", dtype=np.float32))


def load(model, folder):
    flat = read(folder, "weights")
    at = 0
    floating = [b for b in model.buffers() if b.is_floating_point()]
    with torch.no_grad():
        for tensor in parameters_of(model) + floating:
            tensor.copy_(flat[at:at + tensor.numel()].view(tensor.shape))
            at += tensor.numel()
    assert at == flat.numel(), (at, flat.numel())


def difference(a, b):
    return float((a - b).abs().max() / b.abs().max())


def compare(model, folder, shape):
    load(model, folder)
    x = read(folder, "x").view(shape)
    model.eval()
    with torch.no_grad():
        evaluated = model(x).flatten()
    model.train()
    trained = model(x).flatten()
    trained.square().sum().backward()
    gradient = torch.cat([p.grad.flatten() for p in parameters_of(model)])
    return {"eval": difference(evaluated, read(folder, "y_eval")),
            "train": difference(trained.detach(), read(folder, "y_train")),
            "grad": difference(gradient, read(folder, "grad"))}


def perplexity(folder, classes, length):
    model = Gru(classes, layers=1)
    load(model, folder)
    x = read(folder, "x").view(-1, length)
    y = read(folder, "y").view(-1, length).long()
    with torch.no_grad():
        loss = nn.functional.cross_entropy(model(x).flatten(0, 1).double(), y.flatten())
    return {"perplexity": float(loss.exp()), "loss": float(loss)}


name, where, *numbers = sys.argv[1:]
numbers = [int(number) for number in numbers]
torch.manual_seed(0)
out = {
    "resnet9": lambda: compare(resnet9(3, 10), where, (4, 3, 32, 32)),
    "resnet18": lambda: compare(resnet18(3, 10, False), where, (4, 3, 32, 32)),
    "resnet18_large": lambda: compare(resnet18(3, 10, True), where, (4, 3, 64, 64)),
    "squeezenet1_0": lambda: compare(squeezenet("1_0", 10), where, (4, 3, 64, 64)),
    "squeezenet1_1": lambda: compare(squeezenet("1_1", 10), where, (4, 3, 64, 64)),
    "gru": lambda: compare(Gru(50), where, (4, 24)),
    "transformer": lambda: compare(Transformer(50, 24), where, (4, 24)),
    "perplexity": lambda: perplexity(where, *numbers),
}[name]()
print(json.dumps(out))
