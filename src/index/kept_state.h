// Of which state of the index something is that was read, to be kept until anything changes.
//
//   const Result<bool> holds = state_.Holds(database);   // within a transaction
//   if (!holds) return holds.error();
//   if (*holds) return std::nullopt;
//   …                                                    // it is read anew
//   state_.Keep();
#pragma once

#include <string>

#include "index/database.h"

namespace trichluc {

class KeptState {
 public:
  // Is what is kept that of this transaction? Where it is not it holds no more, until Keep says that it was read anew.
  Result<bool> Holds(Database& database) {
    Result<std::string> now = database.State();
    if (!now) return now.error();
    if (!kept_.empty() && kept_ == *now) return true;
    kept_.clear();
    now_ = std::move(*now);
    return false;
  }
  void Keep() { kept_ = now_; }

 private:
  std::string kept_;  // empty where nothing is
  std::string now_;
};

}  // namespace trichluc
