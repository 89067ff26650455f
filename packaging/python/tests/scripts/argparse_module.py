import argparse
import pathlib


def str2bool(text):
    return text.lower() in ("yes", "true", "1")


def get_parser():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", metavar="DIR", help="path to dataset")
    parser.add_argument("-b", "--batch-size", type=int, default=64, help="mini-batch size (default: %(default)s)")
    parser.add_argument("--lr", "--learning-rate", type=float, default="0.1", dest="lr", help="100%% of %(type)s")
    parser.add_argument("--arch", choices=["resnet18", "vgg"], default="resnet18")
    parser.add_argument("--gpu", type=int, default=None, help="GPU id to use.")
    parser.add_argument("--no-cuda", action="store_true", default=False)
    parser.add_argument("--keep", action="store_false", dest="drop")
    parser.add_argument("--betas", type=float, nargs=2, default=(0.9, 0.999))
    parser.add_argument("--milestones", type=int, nargs="+", required=True)
    parser.add_argument("--amp", type=str2bool, default=True)
    parser.add_argument("--out", type=pathlib.Path, default="runs")
    parser.add_argument("-v", action="count", default=0, dest="verbose")
    parser.add_argument("--tag", action="append")
    parser.add_argument("--workers", type=int, choices=range(3), default=1)
    parser.add_argument("--hidden", help=argparse.SUPPRESS, default="x")
    parser.set_defaults(epochs=3)
    return parser


if __name__ == "__main__":
    args = get_parser().parse_args()
    raise SystemExit("it trained")
