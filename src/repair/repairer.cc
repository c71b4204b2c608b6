#include "repair/repairer.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>

#include "repair/codes.h"
#include "repair/decoder.h"
#include "repair/pages.h"
#include "repair/proofread.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

constexpr std::string_view kCodesFile = "confusions/code_parts.tsv";
constexpr std::string_view kShapesFile = "confusions/shapes.tsv";
constexpr std::array<std::string_view, 3> kChannelFiles = {"confusions/vietnamese_reader.tsv", "confusions/foreign_reader.tsv",
                                                           "confusions/no_marks.tsv"};

// The judge. Right text has marks on four words of five and next to no doubtful words.
constexpr std::size_t kFewWords = 12;         // too few to judge by
constexpr double kBareMarks = 0.02;           // marked words, of a page without marks
constexpr double kBareWords = 0.75;           // that are Vietnamese without their marks
constexpr double kForeignMarks = 0.55;        // marked words, of a page read by a machine that knows no Vietnamese
constexpr double kForeignUnknown = 0.06;      // words that are none
constexpr double kLightDoubt = 0.0022;        // doubtful words, of a page that was misread here and there
constexpr double kSureOfWord = 0.9;           // the probability that a word of a right page is changed at

Damage Judge(const Impression& page) {
  const auto share = [&](std::size_t count) { return static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(page.words, 1)); };
  if (page.words < kFewWords) return Damage::kNone;
  if (share(page.marked) < kBareMarks && share(page.bare) > kBareWords) return Damage::kMarks;
  if (share(page.marked) < kForeignMarks && share(page.unknown) > kForeignUnknown && share(page.marked + page.bare) > kBareWords) return Damage::kOcr;
  if (page.doubtful.size() >= 2 && share(page.doubtful.size()) > kLightDoubt && share(page.unknown) < 0.3) return Damage::kLight;
  return Damage::kNone;
}

const GrammarText* Find(const std::vector<GrammarText>& tables, std::string_view name) {
  const GrammarText* found = nullptr;  // a later folder's file replaces
  for (const GrammarText& table : tables) {
    if (table.name == name) found = &table;
  }
  return found;
}

std::vector<Confusion> Table(const std::vector<GrammarText>& tables, std::string_view name, std::vector<GrammarFault>& faults) {
  const GrammarText* table = Find(tables, name);
  if (table == nullptr) {
    faults.push_back({std::string(name), 1, 1, "no such file among the grammars, and repair needs it"});
    return {};
  }
  return ParseConfusions(table->path, table->text, faults);
}

std::vector<CodePart> Codes(const std::vector<GrammarText>& tables, std::vector<GrammarFault>& faults) {
  const GrammarText* table = Find(tables, kCodesFile);
  if (table != nullptr) return ParseCodeParts(table->path, table->text, faults);
  faults.push_back({std::string(kCodesFile), 1, 1, "no such file among the grammars, and repair needs it"});
  return {};
}

std::size_t ChannelOf(Damage damage) { return damage == Damage::kOcr ? 1 : damage == Damage::kMarks ? 2 : 0; }

// What only damaged text needs.
struct Workshop {
  Workshop(const LanguageModel& model, std::vector<CodePart> parts) : tree(model), codes(std::move(parts), tree.letters()) {}
  WordTree tree;
  CodeReader codes;
  std::vector<Channel> channels;
};

}  // namespace

struct Repairer::Parts {
  Parts(LanguageModel opened, std::vector<GrammarText> files) : model(std::move(opened)), tables(std::move(files)) {}

  LanguageModel model;
  std::vector<GrammarText> tables;
  mutable std::once_flag made;
  mutable std::unique_ptr<Workshop> workshop;
  mutable std::optional<Error> fault;

  // Makes the workshop the first time.
  [[nodiscard]] Result<const Workshop*> Enter() const {
    std::call_once(made, [&] { fault = Make(); });
    if (fault) return *fault;
    return static_cast<const Workshop*>(workshop.get());
  }

 private:
  [[nodiscard]] std::optional<Error> Make() const {
    std::vector<GrammarFault> faults;
    auto made_now = std::make_unique<Workshop>(model, Codes(tables, faults));
    const std::vector<Confusion> shapes = Table(tables, kShapesFile, faults);
    for (const std::string_view file : kChannelFiles) {
      const bool marks = file == kChannelFiles[ChannelOf(Damage::kMarks)];
      made_now->channels.emplace_back(Table(tables, file, faults), marks ? std::vector<Confusion>{} : shapes, made_now->tree.letters());
    }
    if (!faults.empty()) return Error{Error::Code::kBadGrammar, faults.front().file + ":" + std::to_string(faults.front().line) + ": " + faults.front().message};
    workshop = std::move(made_now);
    return std::nullopt;
  }
};

namespace {

// One text.
class Session {
 public:
  Session(const LanguageModel& model, std::string_view text, RepairMode mode) : model_(model), text_(text), mode_(mode), proofreader_(model) {}

  template <typename Enter>
  std::optional<Error> Run(Enter enter) {
    for (const Span& span : CutPages(text_)) {
      Impression impression = proofreader_.Read(text_.substr(span.start, span.size()));
      pages_.push_back({span, Kind(impression)});
      impressions_.push_back(std::move(impression));
    }
    Smooth();
    for (std::size_t p = 0; p < pages_.size(); ++p) {
      const Damage damage = pages_[p].damage;
      const bool doubt = damage != Damage::kNone || !impressions_[p].doubtful.empty() || OddCode(pages_[p].span);
      if (!doubt || mode_ == RepairMode::kOff) continue;
      const Result<const Workshop*> workshop = enter();
      if (!workshop) return workshop.error();
      if (damage == Damage::kNone) {
        Mend(**workshop, p);
      } else {
        Decode(**workshop, pages_[p]);
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] RepairedText Finish() && {
    RepairedText out;
    AlignmentBuilder builder;
    std::size_t at = 0;
    for (const Repair& repair : repairs_) {
      builder.Keep(repair.span.start - at);
      out.text.append(text_.substr(at, repair.span.start - at));
      builder.Replace(repair.span.size(), repair.meant.size());
      out.text.append(repair.meant);
      at = repair.span.end;
    }
    out.text.append(text_.substr(at));
    out.alignment = std::move(builder).Build();
    out.repairs = std::move(repairs_);
    out.pages = std::move(pages_);
    return out;
  }

 private:
  [[nodiscard]] Damage Kind(const Impression& impression) const {
    switch (mode_) {
      case RepairMode::kOff: return Damage::kNone;
      case RepairMode::kLight: return Damage::kLight;
      case RepairMode::kOcr: return Damage::kOcr;
      case RepairMode::kMarks: return Damage::kMarks;
      case RepairMode::kAuto: break;
    }
    return Judge(impression);
  }

  // A page of a few words, or of a few doubts, is what the page before it is: it came through the same machine.
  void Smooth() {
    if (mode_ != RepairMode::kAuto) return;
    Impression all;
    for (const Impression& impression : impressions_) all.Add(impression);
    const Damage whole = Judge(all);
    for (std::size_t p = 0; p < pages_.size(); ++p) {
      const bool few = impressions_[p].words < kFewWords * 4;
      if (few && p > 0) pages_[p].damage = pages_[p - 1].damage;
      if (few && p == 0) pages_[p].damage = whole;
      if (whole == Damage::kLight && pages_[p].damage == Damage::kNone) pages_[p].damage = Damage::kLight;
    }
  }

  // Signs that stand in no code and no date that was read right, beside a digit.
  [[nodiscard]] bool OddCode(Span span) const {
    const std::string_view page = text_.substr(span.start, span.size());
    for (std::size_t at = page.find_first_of("0123456789"); at != std::string_view::npos; at = page.find_first_of("0123456789", at + 1)) {
      if (at + 2 >= page.size()) break;
      const auto next = static_cast<unsigned char>(page[at + 1]);
      if (next == '"' || next == '\'' || next == '|') return true;
      if (next == ':' && page[at + 2] > ' ') return true;
      if (next == 0xE2 && at + 3 < page.size()) {
        const auto second = static_cast<unsigned char>(page[at + 2]);
        const auto third = static_cast<unsigned char>(page[at + 3]);
        if ((second == 0x81 && third == 0x84) || (second == 0x80 && third >= 0x98 && third <= 0x9F)) return true;  // ⁄ and curly quotes
      }
    }
    return false;
  }

  Decoder& DecoderFor(const Workshop& workshop, Damage damage) {
    std::optional<Decoder>& decoder = decoders_[ChannelOf(damage)];
    if (!decoder) decoder.emplace(model_, workshop.tree, workshop.channels[ChannelOf(damage)]);
    return *decoder;
  }

  void Keep(std::vector<Repair> found, std::size_t offset) {
    for (Repair& repair : found) {
      repair.span.start += offset;
      repair.span.end += offset;
      repairs_.push_back(std::move(repair));
    }
  }

  static std::vector<Repair> Merge(std::vector<Repair> words, std::vector<Repair> codes) {
    words.insert(words.end(), std::make_move_iterator(codes.begin()), std::make_move_iterator(codes.end()));
    std::sort(words.begin(), words.end(), [](const Repair& a, const Repair& b) { return a.span.start < b.span.start; });
    return words;
  }

  void Decode(const Workshop& workshop, const RepairedPage& page) {
    const std::string_view text = text_.substr(page.span.start, page.span.size());
    CodeReader::Found codes = workshop.codes.Read(text, workshop.channels[ChannelOf(page.damage)]);
    Keep(Merge(DecoderFor(workshop, page.damage).Decode(text, codes.codes), std::move(codes.repairs)), page.span.start);
  }

  // A right page: codes and dates whose signs were misread, and words that are none and have one clear reading.
  void Mend(const Workshop& workshop, std::size_t p) {
    const Span span = pages_[p].span;
    const std::string_view text = text_.substr(span.start, span.size());
    CodeReader::Found codes;
    if (OddCode(span)) codes = workshop.codes.Read(text, workshop.channels[ChannelOf(Damage::kLight)]);
    std::vector<Repair> words;
    for (const Impression::Doubt& doubt : impressions_[p].doubtful) {
      if (!doubt.unknown) continue;
      const Span around = Around(text, doubt.span);
      for (Repair& repair : DecoderFor(workshop, Damage::kLight).Decode(text.substr(around.start, around.size()))) {
        repair.span.start += around.start;
        repair.span.end += around.start;
        if (repair.reason == Repair::Reason::kWord && repair.span == doubt.span && repair.probability >= kSureOfWord) words.push_back(std::move(repair));
      }
    }
    std::erase_if(words, [&](const Repair& word) {
      return std::any_of(codes.repairs.begin(), codes.repairs.end(), [&](const Repair& code) { return word.span.Overlaps(code.span); });
    });
    Keep(Merge(std::move(words), std::move(codes.repairs)), span.start);
  }

  // Some words before and behind.
  static Span Around(std::string_view text, Span middle) {
    constexpr int kWords = 6;
    Span out = middle;
    const auto space = [&](std::size_t i) { return text[i] == ' ' || text[i] == '\n'; };
    for (int words = 0; out.start > 0; --out.start) {
      if (space(out.start - 1) && !space(out.start) && ++words > kWords) break;
    }
    for (int words = 0; out.end < text.size(); ++out.end) {
      if (space(out.end) && ++words > kWords) break;
    }
    return out;
  }

  const LanguageModel& model_;
  std::string_view text_;
  RepairMode mode_;
  Proofreader proofreader_;
  std::vector<RepairedPage> pages_;
  std::vector<Impression> impressions_;
  std::array<std::optional<Decoder>, 3> decoders_;
  std::vector<Repair> repairs_;
};

}  // namespace

Repairer::Repairer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Repairer::Repairer(Repairer&&) noexcept = default;
Repairer& Repairer::operator=(Repairer&&) noexcept = default;
Repairer::~Repairer() = default;

Result<Repairer> Repairer::Open(const std::string& model, std::vector<GrammarText> tables) {
  Result<LanguageModel> opened = LanguageModel::Open(model);
  if (!opened) return opened.error();
  return Repairer(std::make_unique<Parts>(std::move(opened).value(), std::move(tables)));
}

Result<RepairedText> Repairer::Run(std::string_view text, RepairMode mode) const {
  const bool composed = IsNfc(text);
  const NfcText nfc = composed ? NfcText{} : ToNfcAligned(text);
  Session session(parts_->model, composed ? text : std::string_view(nfc.text), mode);
  if (const std::optional<Error> fault = session.Run([&] { return parts_->Enter(); })) return *fault;
  RepairedText out = std::move(session).Finish();
  if (composed) return out;
  for (Repair& repair : out.repairs) repair.span = nfc.alignment.ToSource(repair.span);
  for (RepairedPage& page : out.pages) page.span = nfc.alignment.ToSource(page.span);
  out.alignment = Alignment::Compose(out.alignment, nfc.alignment);
  return out;
}

void CheckConfusions(const std::vector<GrammarText>& tables, std::vector<GrammarFault>& faults) {
  for (const GrammarText& table : tables) {
    if (table.name == kCodesFile) {
      static_cast<void>(ParseCodeParts(table.path, table.text, faults));
    } else {
      static_cast<void>(ParseConfusions(table.path, table.text, faults));
    }
  }
}

}  // namespace trichluc
