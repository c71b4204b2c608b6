// The names that Akoma Ntoso gives documents (OASIS, Akoma Ntoso Naming Convention 1.0, section 4): the same for a document and for
// all who refer to it.
//
//   /akn/vn/doc/ke-hoach/2024-02-08/86-kh-hu        Kế hoạch số 86-KH/HU of 8 February 2024
//   /akn/vn/act/nghi-dinh/2030-04-12/45-2030-nd-cp  Nghị định số 45/2030/NĐ-CP
//
// A legal document (one whose number holds the year, or that is called by its name) is an `act`, any other a `doc`. Where the day
// is not known the year stands for it, as far as that is known; where there is no number, `nn`.
#pragma once

#include <string>

#include "trichluc/record.h"

namespace trichluc {

[[nodiscard]] std::string IriOf(const DocumentData& document);
[[nodiscard]] std::string IriOf(const Reference& reference);

}  // namespace trichluc
