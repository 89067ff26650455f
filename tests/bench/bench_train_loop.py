# SPDX-License-Identifier: GPL-3.0-or-later
"""The epoch of bench_train as people write it in Python: LeNet, Fashion-MNIST, Adam, a DataLoader with shuffling.

Arguments: threads, batches of an epoch, epochs. Prints the seconds of each epoch, one a line; the first warms up.
"""
import gzip
import sys
import time

import numpy
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

FOLDER = "/usr/share/datasets/fashion-mnist/"


def read_idx(name, offset):
    with gzip.open(FOLDER + name) as file:
        return numpy.frombuffer(file.read(), dtype=numpy.uint8, offset=offset)


def main():
    threads, batches, epochs = (int(a) for a in sys.argv[1:4])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    images = torch.from_numpy(read_idx("train-images-idx3-ubyte.gz", 16).copy()).view(-1, 1, 28, 28)
    labels = torch.from_numpy(read_idx("train-labels-idx1-ubyte.gz", 8).copy()).long()
    images = (images.float() / 255 - 0.286) / 0.353
    loader = DataLoader(TensorDataset(images, labels), batch_size=64, shuffle=True)
    net = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(True), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(True), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(True), nn.Linear(120, 84), nn.ReLU(True), nn.Linear(84, 10))
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in range(epochs):
        start = time.perf_counter()
        for i, (x, y) in enumerate(loader):
            if i == batches:
                break
            loss = nn.functional.cross_entropy(net(x), y)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            if (i + 1) % 50 == 0:
                loss.item()
        print(time.perf_counter() - start, flush=True)


main()
