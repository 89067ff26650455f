import argparse

print("starting")
parser = argparse.ArgumentParser()
sub = parser.add_subparsers(dest="command", required=True, help="what to do")
train = sub.add_parser("train", aliases=["fit"])
train.add_argument("--lr", type=float, default=1e-05)
train.add_argument("--amp", action=argparse.BooleanOptionalAction, default=True)
sub.add_parser("test").add_argument("checkpoint")
try:
    args = parser.parse_args()
except Exception:
    print("never here")
raise SystemExit("it trained")
