#include "exports/akn_iri.h"

#include "exports/slug.h"
#include "records/edtf.h"

namespace trichluc {
namespace {

constexpr const char* kNoNumber = "nn";

// A part with its slash; nothing where it is empty.
std::string Part(const std::string& part) { return part.empty() ? "" : "/" + part; }

// A day as it is, of any other date the year.
std::string DatePart(const std::string& edtf) {
  if (const auto day = WholeDay(edtf)) return IsoText(*day);
  const auto days = DaysOfDate(edtf);
  return days && days->first ? std::to_string(YearOf(*days->first)) : "";
}

std::string Iri(const char* kind, const std::string& type, const std::string& date, const std::string& number) {
  return std::string("/akn/vn/") + kind + Part(Slug(type)) + Part(date) + Part(number.empty() ? kNoNumber : Slug(number));
}

}  // namespace

std::string IriOf(const DocumentData& document) {
  const std::string code = document.code.value_or("");
  return Iri("doc", document.type.value_or(""), DatePart(document.date.value_or("")), code);
}

std::string IriOf(const Reference& reference) {
  const bool is_act = reference.year.has_value() || !reference.code;
  std::string date = DatePart(reference.date.value_or(""));
  if (date.empty() && reference.year) date = std::to_string(*reference.year);
  return Iri(is_act ? "act" : "doc", reference.type, date, reference.code.value_or(reference.name.value_or("")));
}

}  // namespace trichluc
