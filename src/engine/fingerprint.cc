#include "engine/fingerprint.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "grammar/source.h"
#include "records/identity.h"
#include "trichluc/version.h"

namespace trichluc {
namespace {

// Each part with its length, so that no two rows of parts are alike.
void AddPart(std::string_view part, std::string& all) { all.append(std::to_string(part.size())).append(":").append(part).append(","); }

}  // namespace

Result<std::string> FingerprintOf(const EngineOptions& options) {
  const Result<std::vector<GrammarText>> grammars = LoadGrammarTexts(options.grammar_folder, options.extra_grammar_folders);
  if (!grammars) return grammars.error();
  std::string all;
  AddPart(TRICHLUC_VERSION, all);
  for (const GrammarText& grammar : *grammars) {
    AddPart(grammar.name, all);
    AddPart(grammar.text, all);
  }
  AddPart(options.encoding, all);
  AddPart(std::to_string(static_cast<int>(options.repair)) + (options.read_pictures ? "p" : ""), all);
  const std::string model = options.model.empty() ? DefaultModelPath() : options.model;
  if (!model.empty() && options.repair != RepairMode::kOff) {
    errno = 0;
    std::ifstream file(model, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file) return Error{Error::Code::kUnreadable, model + ": cannot be read: " + std::strerror(errno)};
    AddPart(Sha256Hex(bytes), all);
  }
  constexpr std::size_t kDigits = 16;
  return std::string(TRICHLUC_VERSION "+").append(Sha256Hex(all), 0, kDigits);
}

}  // namespace trichluc
