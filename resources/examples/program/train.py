"""A small network on Fashion-MNIST, as a trial of Lathe or by itself: python3 train.py --lr 0.01

What it says to Lathe: it asks for its config, reports each epoch, goes on from its checkpoint after an interruption, and
stops when it is asked to. Needs torch and the package `lathe` (pip install packaging/python, or Lathe's .deb).
"""
import argparse
import gzip
import os

import torch
from torch import nn

import lathe

DEFAULTS = {
    "opt": {"lr": 1e-3},
    "train": {"epochs": 3, "batch_size": 128, "examples": 6000},
    "model": {"width": 64},
    "data": {"root": "/usr/share/datasets/fashion-mnist"},
    "seed": 0,
}


def read_idx(path, header):
    """The bytes of an IDX file behind its header, compressed or not."""
    opened = gzip.open(path + ".gz") if os.path.exists(path + ".gz") else open(path, "rb")
    with opened as file:
        file.seek(header)
        return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)


def read_split(root, name, count, device):
    images = read_idx(f"{root}/{name}-images-idx3-ubyte", 16).view(-1, 1, 28, 28)[:count].float() / 255
    labels = read_idx(f"{root}/{name}-labels-idx1-ubyte", 8)[:count].long()
    return images.to(device), labels.to(device)


def make_model(width):
    return nn.Sequential(
        nn.Conv2d(1, width // 4, 5, stride=2, padding=2),
        nn.ReLU(),
        nn.Conv2d(width // 4, width // 2, 3, stride=2, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(width // 2 * 49, width),
        nn.ReLU(),
        nn.Linear(width, 10),
    )


def validate(model, images, labels):
    model.eval()
    with torch.no_grad():
        scores = model(images)
        loss = nn.functional.cross_entropy(scores, labels)
        return loss, (scores.argmax(1) == labels).float().mean()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, help="learning rate; the config's when absent")
    given = parser.parse_args()
    config = lathe.config() or lathe.Config(DEFAULTS)  # empty outside Lathe
    lr = config.opt.lr if given.lr is None else given.lr
    epochs, batch_size = config.train.epochs, config.train.batch_size

    torch.manual_seed(config.seed)
    device = lathe.device()
    images, labels = read_split(config.data.root, "train", config.train.examples, device)
    val_images, val_labels = read_split(config.data.root, "t10k", 2000, device)
    model = make_model(config.model.width).to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)

    checkpoint, first_epoch = lathe.trial_dir() / "last.pt", 0
    if lathe.resuming() and checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["rng"].cpu())
        first_epoch = state["epoch"] + 1

    for epoch in range(first_epoch, epochs):
        model.train()
        total = torch.zeros((), device=device)
        order = torch.randperm(len(images)).to(device)
        batches = order.split(batch_size)
        for batch in batches:
            loss = nn.functional.cross_entropy(model(images[batch]), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.detach()
            if lathe.should_stop():
                print("stopped:", lathe.stop_reason())
                return
        val_loss, val_acc = validate(model, val_images, val_labels)
        lathe.report(step=epoch, train_loss=total / len(batches), val_loss=val_loss, val_acc=val_acc)
        if lathe.in_trial():
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
            state.update(epoch=epoch, rng=torch.get_rng_state())
            torch.save(state, f"{checkpoint}.part")
            os.replace(f"{checkpoint}.part", checkpoint)


if __name__ == "__main__":
    main()
