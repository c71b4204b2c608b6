// The names of enumerators in the record contract.
#include "trichluc/diagnostic.h"

namespace trichluc {

std::string_view Name(DiagnosticCode code) {
  switch (code) {
    case DiagnosticCode::kInvalidDate: return "invalid-date";
    case DiagnosticCode::kInferredYear: return "inferred-year";
    case DiagnosticCode::kPartialDate: return "partial-date";
    case DiagnosticCode::kBlankNumber: return "blank-number";
    case DiagnosticCode::kSkippedLabel: return "skipped-label";
    case DiagnosticCode::kRepeatedLabel: return "repeated-label";
    case DiagnosticCode::kMisreadLabel: return "misread-label";
    case DiagnosticCode::kUnbalancedQuote: return "unbalanced-quote";
    case DiagnosticCode::kTypeSymbolMismatch: return "type-symbol-mismatch";
    case DiagnosticCode::kSuspectCode: return "suspect-code";
    case DiagnosticCode::kUncertainRepair: return "uncertain-repair";
    case DiagnosticCode::kMixedToneStyle: return "mixed-tone-style";
    case DiagnosticCode::kJudgedEncoding: return "judged-encoding";
    case DiagnosticCode::kUndecodableBytes: return "undecodable-bytes";
    case DiagnosticCode::kTruncatedInput: return "truncated-input";
    case DiagnosticCode::kReadAgain: return "read-again";
    case DiagnosticCode::kLostPage: return "lost-page";
    case DiagnosticCode::kLostPart: return "lost-part";
    case DiagnosticCode::kUnknownStructure: return "unknown-structure";
    case DiagnosticCode::kOverlongText: return "overlong-text";
  }
  return "unknown";
}

std::string_view Name(Severity severity) {
  switch (severity) {
    case Severity::kInfo: return "info";
    case Severity::kWarning: return "warning";
    case Severity::kError: return "error";
  }
  return "unknown";
}

std::optional<DiagnosticCode> DiagnosticCodeOf(std::string_view name) {
  constexpr int kCodes = static_cast<int>(DiagnosticCode::kOverlongText) + 1;
  for (int code = 0; code < kCodes; ++code) {
    if (Name(static_cast<DiagnosticCode>(code)) == name) return static_cast<DiagnosticCode>(code);
  }
  return std::nullopt;
}

std::optional<Severity> SeverityOf(std::string_view name) {
  for (const Severity severity : {Severity::kInfo, Severity::kWarning, Severity::kError}) {
    if (Name(severity) == name) return severity;
  }
  return std::nullopt;
}

}  // namespace trichluc
