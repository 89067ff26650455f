// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of a study as Optuna keeps them: each a number, with the distribution that says what it means. One
// distribution a parameter for all trials of the study.
// Source: optuna.distributions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/config/value.h"
#include "core/space/space.h"
#include "core/store/study_record.h"

namespace lathe::store {

class OptunaDistributions {
  public:
    // Of the study's space, widened until every value that was tried lies within; of parameters that the space does not
    // have, or not with one distribution, of the values. Parameters are flat: "network._name".
    OptunaDistributions(const StudyRecord& study, const space::Space& space);

    // A value as Optuna's table of parameters holds it.
    struct Cell {
        double number = 0;
        const std::string* distribution = nullptr;  // as JSON
    };
    // How Optuna keeps a value that one of the study's trials has for this parameter.
    Cell cell(const std::string& name, const config::Value& value) const;

  private:
    struct Range {
        bool whole = false;  // integers
        bool log = false;
        double low = 0;
        double high = 0;
        std::optional<double> step;
    };
    struct Known {
        std::optional<Range> range;          // nullopt: the choices
        std::vector<config::Value> choices;  // in the order of the space, then of the trials
        std::string json;
    };

    using Declared = std::map<std::string, std::optional<space::Distribution>>;  // nullopt: there are several
    static void declare(const std::vector<space::Parameter>& parameters, const std::string& prefix, Declared& declared);
    static Known known_of(const space::Distribution* declared, const std::vector<config::Value>& values);
    static std::optional<Range> range_of(const space::Distribution* declared, const std::vector<config::Value>& values);
    static std::optional<Range> declared_range(const space::Distribution& declared);
    static std::string json_of(const Known& known);

    std::map<std::string, Known> known_;
};

}  // namespace lathe::store
