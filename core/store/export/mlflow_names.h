// SPDX-License-Identifier: GPL-3.0-or-later
// Names of parameters, metrics and tags as files of MLflow's store, which makes folders of the slashes in them.
#pragma once

#include <map>
#include <set>
#include <string>

namespace lathe::store {

class MlflowNames {
  public:
    // The file in which MLflow keeps what has this name; the same name again gives the same file. What MLflow refuses
    // in a name becomes '_', and so does the slash of one whose folder would be another's file; of two that would be
    // one, the later gets a '_' at its end. Source: mlflow.utils.validation.
    std::string file_of(const std::string& name);

  private:
    bool is_free(const std::string& file) const;

    std::map<std::string, std::string> known_;
    std::set<std::string> files_;
    std::set<std::string> folders_;
};

}  // namespace lathe::store
