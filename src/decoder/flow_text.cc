#include "decoder/flow_text.h"

#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "ingest/fonts.h"

namespace trichluc::decoder {
namespace {

// Calls use(runs) for each paragraph, those of tables too.
template <typename Use>
void ForEachParagraph(std::vector<FlowBlock>& blocks, const Use& use) {
  for (FlowBlock& block : blocks) {
    if (auto* paragraph = std::get_if<FlowParagraph>(&block)) {
      std::vector<FontRun> runs;
      for (FlowRun& run : paragraph->runs) runs.push_back({&run.text, run.font});
      use(runs);
      continue;
    }
    for (auto& row : std::get<std::unique_ptr<FlowTable>>(block)->rows) {
      for (FlowCell& cell : row) ForEachParagraph(cell.blocks, use);
    }
  }
}

}  // namespace

Result<PagedText> TextOfFlow(FlowText flow, std::string media_type, const Options& options) {
  std::optional<FontReader> fonts;
  if (options.charsets != nullptr) {
    fonts.emplace(*options.charsets);
    ForEachParagraph(flow.blocks, [&](const std::vector<FontRun>& runs) { fonts->Look(runs); });
    ForEachParagraph(flow.blocks, [&](const std::vector<FontRun>& runs) { fonts->Read(runs); });
  }
  Result<PagedText> text = WriteFlow(std::move(flow), std::move(media_type), options.limits.max_text);
  if (!text || !fonts) return text;
  if (auto report = fonts->Report(text->text.size())) text->diagnostics.push_back(std::move(*report));
  return text;
}

}  // namespace trichluc::decoder
