// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/data_options.h"

namespace lathe::train {

void AugmentOptions::fields(Fields& f) {
    f("data.augment.pad_crop", pad_crop,
      "Pad training images by this much, then cut the old size out at random; 0: off")
        .at_least(0)
        .in("pixels");
    f("data.augment.flip", flip, "Mirror every other training image, left to right");
    f("data.augment.shift", shift, "Move training images by up to this much along each axis; 0: off")
        .at_least(0)
        .in("pixels");
    f("data.augment.rotate", rotate, "Turn training images by up to this much to either side; 0: off")
        .at_least(0)
        .at_most(180)
        .in("degrees");
    f("data.augment.cutout", cutout, "Blank a random square of this side (DeVries, Taylor 2017); 0: off")
        .at_least(0)
        .in("pixels");
    f("data.augment.mixup", mixup, "Blend pairs of images and labels, by Beta(a, a) (Zhang et al. 2018); 0: off")
        .at_least(0);
}

void PixelOptions::fields(Fields& f) {
    f("data.mean", mean, "Mean of the pixels (0 to 1) that is subtracted; null: measured on the training images")
        .at_least(0)
        .at_most(1);
    f("data.std", stddev, "Standard deviation that pixels are divided by; null: measured on the training images")
        .above(0)
        .at_most(1);
    f("data.stratify", stratify, "Hold out the same part of each class");
    augment.fields(f);
}

void ImageOptions::fields(Fields& f) {
    f("data.val_split", val_split, "Training images held out for validation, chosen by the seed")
        .at_least(0)
        .in("images");
    PixelOptions::fields(f);
}

void MnistOptions::fields(Fields& f) {
    f("data.root", root,
      "Folder with train-images-idx3-ubyte.gz and its three companions, or torchvision's, where they are in MNIST/raw")
        .as_path()
        .required();
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
    f("data.classes", classes, "Number of classes; labels are as many numbers from data.first_label on")
        .at_least(2)
        .at_most(256);
    f("data.first_label", first_label, "Label of the first class in the files; 1 for EMNIST's letters")
        .at_least(0)
        .at_most(255);
    f("data.transpose", transpose,
      "Swap rows and columns of the images; true for EMNIST, whose images lie on their side");
    ImageOptions::fields(f);
}

void CifarOptions::fields(Fields& f) {
    f("data.root", root, "Folder with the .bin files of the binary version, or that which its archive was unpacked in")
        .as_path()
        .required();
    ImageOptions::fields(f);
}

void Cifar100Options::fields(Fields& f) {
    CifarOptions::fields(f);
    f("data.labels", labels, "The 100 fine classes, or the 20 coarse ones").one_of({"fine", "coarse"});
}

void ImageFolderOptions::fields(Fields& f) {
    f("data.root", root,
      "Folder with train/CLASS/**/PICTURE (val or valid, and test likewise), or with the folders of the classes; PNG, "
      "JPEG, WebP, TIFF, BMP, GIF and PNM, of several frames or pages the first; 16 bits are rounded to 8")
        .as_path()
        .required();
    f("data.height", height, "Height to which images are scaled").at_least(1).at_most(4096).in("pixels");
    f("data.width", width, "Width to which images are scaled").at_least(1).at_most(4096).in("pixels");
    f("data.channels", channels,
      "1: grey, of colours as .299 R + .587 G + .114 B; 3: colour, of CMYK as (255 - C)(255 - K) / 255")
        .one_of({1, 3});
    f("data.alpha", alpha,
      "What becomes of transparency. drop: colours stay as the file has them, as in torchvision; white, black: they "
      "are "
      "laid on that")
        .one_of({"drop", "white", "black"});
    f("data.exif_orientation", exif_orientation, "Turn pictures upright where EXIF says that they lie otherwise");
    f("data.bad_files", bad_files,
      "Pictures that cannot be read. refuse: the trial fails and names them; skip: they are left out, counted and "
      "named "
      "in the log")
        .one_of({"refuse", "skip"});
    f("data.val_part", val_part, "Part of the training images held out for validation when there is no folder val")
        .at_least(0)
        .below(1);
    f("data.max_memory", max_memory,
      "Larger sets are read through once, for pictures that cannot be read, and decoded anew each epoch, on "
      "hw.num_workers threads")
        .at_least(0)
        .in("MiB");
    PixelOptions::fields(f);
}

void PartOptions::fields(Fields& f) {
    f("data.val_part", val_part, "Part of the file held out for validation").at_least(0).below(1);
    f("data.test_part", test_part, "Part of the file held out for the test").at_least(0).below(1);
}

void TextOptions::fields(Fields& f) {
    f("data.file", file, "Text in UTF-8; the next character is predicted from those before").as_path().required();
    f("data.length", length, "Characters in one sample").at_least(1).at_most(65536).in("characters");
    f("data.stride", stride, "From the start of a sample to that of the next; null: the length")
        .at_least(1)
        .in("characters");
    PartOptions::fields(f);
}

void SyntheticTableOptions::fields(Fields& f) {
    f("data.samples", samples, "Training rows that are made").at_least(1).in("rows");
    f("data.val_samples", val_samples, "Validation rows that are made").at_least(0).in("rows");
    f("data.test_samples", test_samples, "Test rows that are made").at_least(0).in("rows");
    f("data.columns", columns, "Columns of a row").at_least(1).at_most(100000);
    f("data.noise", noise, "Standard deviation of the noise on the target; more is harder").at_least(0);
    f("data.task", task, "Predict the number itself, or whether it is above 0")
        .one_of({"classification", "regression"});
    f("data.data_seed", data_seed, "Seed of the rows, apart from the seed of the training")
        .at_least(0)
        .at_most(4294967295.0);
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
