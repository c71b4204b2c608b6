// trichluc explain: why there is a record at some place, or none.
#include <memory>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/place.h"
#include "cli/report.h"
#include "cli/sink.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc explain plan.txt --at 42:1                    the place as editors count it\n"
    "  trichluc explain plan.txt --at 42:17 --format json\n";

enum class Format { kText, kJson };

struct Options {
  Format format = Format::kText;
  GrammarOptions grammar;
  std::string at;
  std::string path;
};

// ---- for people ---------------------------------------------------------------------------------------------------------

class TextExplanation {
 public:
  TextExplanation(const Opened& opened, Place at) : opened_(opened), at_(at) {}

  std::string Write(const Explanation& explanation) {
    Line(0, opened_.name + ":" + at_.ToString() +
                (explanation.section.empty() ? ", outside any section" : ", in section " + explanation.section));
    if (!explanation.text.empty()) {
      Line(0, "");
      Line(1, explanation.text);
    }
    WriteFired(explanation);
    WriteMissed(explanation);
    return std::move(out_);
  }

 private:
  void WriteFired(const Explanation& explanation) {
    Line(0, "");
    Line(0, explanation.fired.empty() ? "No rule fired here." : "Rules that fired, outermost first:");
    for (const Explanation::Step& step : explanation.fired) {
      Line(0, "");
      Line(1, PlaceAt(opened_.bytes, step.span.start).ToString() + "  " + step.rule + "  makes " + step.emits);
      Line(2, step.text);
      std::size_t width = 0;
      for (const Explanation::Part& part : step.parts) width = std::max(width, part.name.size());
      for (const Explanation::Part& part : step.parts) {
        Line(3, part.name + std::string(width - part.name.size(), ' ') + "  " + part.text);
      }
    }
  }

  void WriteMissed(const Explanation& explanation) {
    if (explanation.missed.empty()) return;
    Line(0, "");
    Line(0, "Rules that came near:");
    for (const Explanation::NearMiss& miss : explanation.missed) {
      Line(0, "");
      Line(1, miss.rule);
      Line(2, miss.reason);
    }
  }

  void Line(std::size_t depth, const std::string& text) {
    out_.append(2 * depth, ' ').append(Visible(text)).append("\n");
  }

  const Opened& opened_;
  Place at_;
  std::string out_;
};

// ---- for programs -------------------------------------------------------------------------------------------------------

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : Visible(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string Member(std::string_view name, std::string_view text) { return Quoted(name) + ": " + Quoted(text); }

std::string Member(Span span) {
  return "\"span\": {\"start\": " + std::to_string(span.start) + ", \"end\": " + std::to_string(span.end) + "}";
}

// An array of what `write` makes of each element, one to a line.
template <typename Element, typename Write>
std::string Array(const std::vector<Element>& elements, const std::string& indent, const Write& write) {
  std::string out = "[";
  for (const Element& element : elements) {
    out += (out.size() == 1 ? "\n" : ",\n") + indent + "  " + write(element);
  }
  return elements.empty() ? "[]" : out + "\n" + indent + "]";
}

std::string ToJson(const Explanation::Step& step) {
  const std::string parts = Array(step.parts, "      ", [](const Explanation::Part& part) {
    return "{" + Member("name", part.name) + ", " + Member("text", part.text) + ", " + Member(part.span) + "}";
  });
  return "{" + Member("rule", step.rule) + ", " + Member("emits", step.emits) + ", " + Member("text", step.text) +
         ", " + Member(step.span) + ",\n      \"parts\": " + parts + "}";
}

std::string ToJson(const Explanation& explanation) {
  std::string out = "{\n";
  out += "  \"section\": " + (explanation.section.empty() ? "null" : Quoted(explanation.section)) + ",\n";
  out += "  " + Member("text", explanation.text) + ",\n";
  out += "  \"fired\": " + Array(explanation.fired, "  ", [](const Explanation::Step& step) { return ToJson(step); }) +
         ",\n";
  out += "  \"missed\": " + Array(explanation.missed, "  ", [](const Explanation::NearMiss& miss) {
           return "{" + Member("rule", miss.rule) + ", " + Member("reason", miss.reason) + "}";
         });
  return out + "\n}\n";
}

// ---- the command --------------------------------------------------------------------------------------------------------

int Run(const Options& options) {
  const auto at = ParsePlace(options.at);
  if (!at) {
    return Fail({Error::Code::kBadArgument,
                 "--at " + options.at + ": no place (give line and column, both from 1, such as --at 12:1)"});
  }
  const Result<Opened> opened = Open(options.grammar, options.path);
  if (!opened) return Fail(opened.error());
  const Result<std::size_t> offset = OffsetAt(opened->bytes, *at);
  if (!offset) return Fail({offset.error().code, opened->name + ": " + offset.error().message});
  const Result<Explanation> explanation = opened->engine.Explain(opened->AsInput(), *offset);
  if (!explanation) return Fail(explanation.error());
  if (options.format == Format::kJson) return PrintAll(ToJson(*explanation));
  return PrintAll(TextExplanation(*opened, *at).Write(*explanation));
}

}  // namespace

void AddExplain(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("explain", "Say which rules made a record at a place, and why others did not");
  command->add_option("--at", options->at, "The place: line and column, in characters, both from 1")
      ->type_name("LINE:COL")
      ->required();
  AddChoice<Format>(*command, "--format", {{"json", Format::kJson}, {"text", Format::kText}}, options->format,
                    "text (the default) or json")
      ->type_name("FORMAT");
  options->grammar.AddTo(*command);
  command->add_option("FILE", options->path, "The file to read; - is the standard input")->type_name("")->required();
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
