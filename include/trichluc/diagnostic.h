// Remarks about a document that was read.
//
// A diagnostic never stops an extraction. It marks what the writer left blank or got wrong, what the engine had to guess,
// and what it could not read. The codes are listed in docs/diagnostics.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "trichluc/span.h"

namespace trichluc {

enum class Severity { kInfo, kWarning, kError };

enum class DiagnosticCode {
  kInvalidDate,         // a date that no calendar has; the field is left null
  kInferredYear,        // a date without a year; the year was taken from its list or from the plan's period
  kPartialDate,         // the document's own date lacks its day or month
  kBlankNumber,         // the form's number was never filled in
  kSkippedLabel,        // a section label is missing in its sequence (I, III)
  kRepeatedLabel,       // a section label occurs twice in its sequence
  kMisreadLabel,        // a label was read as its sequence demands, not as it is written (1. for I.)
  kUnbalancedQuote,     // a quotation mark that is never closed
  kTypeSymbolMismatch,  // the word says one document type, the code another
  kSuspectCode,         // a code whose issuer or shape does not fit the rest of the mention
  kUncertainRepair,     // a repair that another reading comes close to
  kMixedToneStyle,      // both placements of the tone mark (hoà, hòa) occur
  kJudgedEncoding,      // an encoding other than UTF-8 that was judged by the text
  kUndecodableBytes,    // bytes that are no character of the source encoding
  kTruncatedInput,      // the input ends inside a character
  kUnknownStructure,    // no letterhead and no title, or no heading either: the text does not look like a plan
  kReadAgain,           // a page of a PDF whose own text was bad, so that its picture was read
  kLostPage,            // a page that could not be read
  kLostPart,            // a part of a file that could not be read; the rest was read without it
  kOverlongText,        // a heading or block of more than 64 KiB, which no writer made one: it was read in parts
};

// The name of a code in the record contract: "invalid-date".
[[nodiscard]] std::string_view Name(DiagnosticCode code);
// "info", "warning" or "error".
[[nodiscard]] std::string_view Name(Severity severity);
// The other way round; nothing for a name that is none.
[[nodiscard]] std::optional<DiagnosticCode> DiagnosticCodeOf(std::string_view name);
[[nodiscard]] std::optional<Severity> SeverityOf(std::string_view name);

struct Diagnostic {
  DiagnosticCode code = DiagnosticCode::kInvalidDate;
  Severity severity = Severity::kInfo;
  std::string message;
  Span span;
};

}  // namespace trichluc
