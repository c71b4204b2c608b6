#include "report/marked_text.h"

#include <algorithm>
#include <string>

namespace trichluc {
namespace {

constexpr std::size_t kMostNamed = 32;  // records over one piece, besides those that begin there

}  // namespace

// Takes in the places that begin at `at`, and lets go of those that are over.
void MarkedText::Open(std::size_t at, HtmlOut& out) {
  const std::vector<MarkedPlace>& places = view_.places(passage_);
  std::erase_if(open_, [&](const MarkedPlace& place) { return place.in_text.end <= at; });
  beginning_.clear();
  for (; next_ < places.size() && places[next_].in_text.start <= at; ++next_) {
    // One between two cells is over before it could begin.
    if (places[next_].in_text.end > at) open_.push_back(places[next_]);
    const std::size_t number = view_.entries()[places[next_].entry].number;
    beginning_.push_back(number);
    // Where a record goes on in a later passage this is not its beginning, and the id is taken.
    if (view_.IsFirstPassage(places[next_].entry, passage_)) out << "<a id=\"" << view_.Id('m', number) << "\"></a>";
  }
  // What goes beyond is never named again.
  if (const std::size_t most = kMostNamed + beginning_.size(); open_.size() > most) {
    open_.erase(open_.begin(), open_.end() - static_cast<std::ptrdiff_t>(most));
  }
}

void MarkedText::WritePiece(std::size_t from, std::size_t to, HtmlOut& out) {
  const std::string_view text = view_.passages()[passage_].text.substr(from, to - from);
  if (open_.empty()) {
    out.Text(text);
    return;
  }
  std::vector<std::string> classes;
  std::string numbers;
  for (const MarkedPlace& place : open_) {
    const Entry& entry = view_.entries()[place.entry];
    std::string kind = ClassOf(entry);
    if (std::find(classes.begin(), classes.end(), kind) == classes.end()) classes.push_back(std::move(kind));
    numbers += (numbers.empty() ? "" : " ") + std::to_string(entry.number);
  }
  std::string joined;
  for (const std::string& kind : classes) joined += (joined.empty() ? "" : " ") + kind;
  out << "<mark class=\"" << joined << "\" data-r=\"" << numbers << "\"";
  if (!beginning_.empty()) out << " data-b=\"" << beginning_.back() << "\"";
  out << ">";
  out.Text(text);
  out << "</mark>";
}

void MarkedText::Write(std::size_t from, std::size_t to, HtmlOut& out) {
  const std::vector<MarkedPlace>& places = view_.places(passage_);
  while (from < to) {
    Open(from, out);
    std::size_t end = to;
    if (next_ < places.size()) end = std::min(end, places[next_].in_text.start);
    for (const MarkedPlace& place : open_) end = std::min(end, place.in_text.end);
    WritePiece(from, end, out);
    from = end;
  }
}

}  // namespace trichluc
