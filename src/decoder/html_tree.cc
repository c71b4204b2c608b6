// The parser makes a tree of any bytes, and takes time by the square of the depth and of the attributes of one tag. So both are
// looked at before it.
#include "decoder/html_tree.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "text/charset.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc::decoder {
namespace {

constexpr std::size_t kHead = 4096;            // bytes in which the encoding is named
constexpr std::size_t kMostAttributes = 1000;  // of one tag
constexpr std::size_t kArenaChunk = std::size_t{1} << 20;

// --- encoding

// The name behind `charset=` in the head.
std::string NamedCharset(std::string_view bytes) {
  const std::string head = LowerAscii(bytes.substr(0, kHead));
  for (std::size_t at = head.find("charset"); at != std::string::npos; at = head.find("charset", at + 1)) {
    std::size_t from = head.find_first_not_of(kHtmlSpaces, at + 7);
    if (from == std::string::npos || head[from] != '=') continue;
    from = head.find_first_not_of(" \t\r\n\"'", from + 1);
    if (from == std::string::npos) break;
    return head.substr(from, head.find_first_of(" \t\r\n\"'>/;", from) - from);
  }
  return {};
}

// A byte order mark wins; then bytes that are UTF-8 and more than ASCII, which is no accident; then what the page says.
std::string ToUtf8(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) return WellFormed(bytes.substr(kByteOrderMark.size()));
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    if (auto text = FromCharset(bytes, "utf-16")) return *text;
  }
  if (IsWellFormedUtf8(bytes)) return std::string(bytes);
  const std::string charset = NamedCharset(bytes);
  if (charset.starts_with("utf-8")) return WellFormed(bytes);
  if (auto text = FromCharset(bytes, charset)) return *text;
  return *FromCharset(bytes, "windows-1252");
}

// --- what the parser can bear

// The elements that are open, as browsers close them, without those that are closed for want of an end tag.
class NestingCheck {
 public:
  NestingCheck(std::string_view html, std::uint32_t limit) : html_(html), limit_(limit) {}

  // What is wrong, or empty.
  std::string Run() {
    std::size_t at = html_.find('<');
    while (at != std::string_view::npos && fault_.empty()) at = html_.find('<', ReadTag(at));
    return std::move(fault_);
  }

 private:
  std::size_t After(std::string_view what, std::size_t from) const {
    const std::size_t at = html_.find(what, from);
    return at == std::string_view::npos ? html_.size() : at + what.size();
  }

  std::size_t ReadTag(std::size_t at) {
    if (html_.substr(at).starts_with("<!--")) return After("-->", at + 4);
    std::size_t name = at + 1;
    const bool closes = name < html_.size() && html_[name] == '/';
    if (closes) ++name;
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (name >= html_.size() || !is_letter(html_[name])) return at + 1;
    const std::size_t name_end = std::min(html_.find_first_of(" \t\r\n\f/>", name), html_.size());
    const std::string tag = LowerAscii(html_.substr(name, std::min(name_end - name, std::size_t{16})));
    const std::size_t end = TagEnd(name_end);
    if (closes) {
      Close(tag);
    } else if (tag == "script" || tag == "style") {
      return std::min(html_.find("</", end), html_.size());
    } else {
      Open(tag);
    }
    return end;
  }

  // The place behind the tag's `>`.
  std::size_t TagEnd(std::size_t at) {
    std::size_t attributes = 0;
    char quote = 0;
    char before = 0;
    for (; at < html_.size(); ++at) {
      const char c = html_[at];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '>') {
        break;
      } else if ((c == '"' || c == '\'') && before == '=') {
        quote = c;
      } else if (c == ' ' || c == '\n' || c == '\t' || c == '/' || c == '\r' || c == '\f') {
        if (++attributes > kMostAttributes)
          fault_ = "one of its tags has more than " + std::to_string(kMostAttributes) + " attributes";
        continue;
      }
      before = c;
    }
    return std::min(at + 1, html_.size());
  }

  void Open(const std::string& tag) {
    constexpr std::array<std::string_view, 27> kNeverOpen = {
        "p",     "li",    "td",       "th",   "tr",    "dt",    "dd",     "option", "tbody",
        "thead", "tfoot", "colgroup", "br",   "img",   "hr",    "meta",   "link",   "input",
        "col",   "wbr",   "area",     "base", "embed", "param", "source", "track",  "frame"};
    if (IsAny(tag, kNeverOpen)) return;
    open_.push_back(tag);
    if (open_.size() > limit_) fault_ = "its elements nest deeper than " + std::to_string(limit_) + " levels";
  }

  void Close(const std::string& tag) {
    constexpr std::array<std::string_view, 9> kBarriers = {"table",    "caption", "object", "applet", "marquee",
                                                           "template", "svg",     "math",   "button"};
    for (std::size_t i = open_.size(); i > 0; --i) {
      if (open_[i - 1] == tag) {
        open_.resize(i - 1);
        return;
      }
      if (IsAny(std::string_view(open_[i - 1]), kBarriers)) return;
    }
  }

  std::string_view html_;
  std::size_t limit_;
  std::vector<std::string> open_;
  std::string fault_;
};

// What the parser allocates, freed at once: it frees trees by calling itself for each level.
class Arena {
 public:
  void* Take(std::size_t bytes) {
    constexpr std::size_t kAlign = alignof(std::max_align_t);
    bytes = (bytes + kAlign - 1) / kAlign * kAlign;
    if (bytes > left_) {
      left_ = std::max(bytes, kArenaChunk);
      chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(left_));
      at_ = chunks_.back().get();
    }
    void* const taken = at_;
    at_ += bytes;
    left_ -= bytes;
    return taken;
  }

 private:
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* at_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace

struct HtmlTree::State {
  std::string html;  // that the tree points into
  Arena arena;
  const GumboOutput* output = nullptr;
};

Result<HtmlTree> HtmlTree::Parse(std::string_view bytes, std::uint32_t most_depth) {
  auto state = std::make_shared<State>();
  state->html = ToUtf8(bytes);
  if (std::string fault = NestingCheck(state->html, most_depth).Run(); !fault.empty()) {
    return Error{Error::Code::kTooLarge, "the page cannot be read: " + fault};
  }
  GumboOptions parser = kGumboDefaultOptions;
  parser.userdata = &state->arena;
  parser.allocator = [](void* from, std::size_t size) { return static_cast<Arena*>(from)->Take(size); };
  parser.deallocator = [](void*, void*) {};
  parser.max_errors = 0;
  state->output = gumbo_parse_with_options(&parser, state->html.data(), state->html.size());
  return HtmlTree(std::move(state));
}

const GumboNode& HtmlTree::root() const { return *state_->output->root; }

}  // namespace trichluc::decoder
