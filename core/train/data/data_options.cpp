#include "core/train/data/data_options.h"

namespace lathe::train {

void ImageOptions::fields(Fields& f) {
    f("data.val_split", val_split, "Training images held out for validation, chosen by the seed")
        .at_least(0)
        .in("images");
    f("data.mean", mean, "Mean of the pixels (0 to 1) that is subtracted; null: measured on the training images")
        .at_least(0)
        .at_most(1);
    f("data.std", stddev, "Standard deviation that pixels are divided by; null: measured on the training images")
        .above(0)
        .at_most(1);
}

void MnistOptions::fields(Fields& f) {
    f("data.root", root, "Folder with train-images-idx3-ubyte.gz and its three companions").as_path().required();
    ImageOptions::fields(f);
}

void FashionMnistOptions::fields(Fields& f) {
    f("data.root", root, "Folder with the four IDX files; Debian's package dataset-fashion-mnist installs them")
        .as_path();
    ImageOptions::fields(f);
}

void IdxOptions::fields(Fields& f) {
    f("data.train_images", train_images, "IDX file of the training images, gzipped or not").as_path().required();
    f("data.train_labels", train_labels, "IDX file of the training labels").as_path().required();
    f("data.test_images", test_images, "IDX file of the test images").as_path().required();
    f("data.test_labels", test_labels, "IDX file of the test labels").as_path().required();
    f("data.classes", classes, "Number of classes; labels are 0 to one less").at_least(2).at_most(256);
    ImageOptions::fields(f);
}

void SyntheticOptions::fields(Fields& f) {
    f("data.samples", samples, "Training images that are made").at_least(1).in("images");
    f("data.val_samples", val_samples, "Validation images that are made").at_least(0).in("images");
    f("data.test_samples", test_samples, "Test images that are made").at_least(0).in("images");
    f("data.classes", classes, "Number of classes").at_least(2).at_most(1000);
    f("data.channels", channels, "Channels of an image").at_least(1).at_most(16);
    f("data.size", size, "Height and width of an image").at_least(1).at_most(1024).in("pixels");
    f("data.noise", noise, "Standard deviation of the noise on each pixel; more is harder").at_least(0);
    f("data.data_seed", data_seed, "Seed of the pictures, apart from the seed of the training")
        .at_least(0)
        .at_most(4294967295.0);
}

}  // namespace lathe::train
