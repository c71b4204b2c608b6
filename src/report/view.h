// One document that is being shown, and the names of things on its page.
//
// Ids begin with the document's prefix: `d1-m12` is the place of entry 12 in the text, `d1-r12` its row, `d1-s3` the third section, `d1-b7` the seventh block,
// `d1-p2` the second page.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "exports/wording.h"
#include "report/entries.h"
#include "report/html.h"
#include "report/places.h"

namespace trichluc {

class DocumentView {
 public:
  DocumentView(const ReportedDocument& document, const Wording& words, std::string_view prefix);

  [[nodiscard]] const Extraction& all() const { return document_.extraction; }
  [[nodiscard]] const Repairs* repairs() const { return document_.repairs; }
  [[nodiscard]] std::span<const PagePicture> pictures() const { return document_.pictures; }
  // A server has pictures of the pages, which are not here.
  [[nodiscard]] bool HasPagesElsewhere() const { return document_.pictures.empty() && !document_.page_address.empty() && all().source.pages.value_or(0) > 0; }
  [[nodiscard]] std::string AddressOfPage(std::size_t page) const { return std::string(document_.page_address) + std::to_string(page); }
  [[nodiscard]] const auto& tools() const { return document_.tools; }
  // The text that spans count in; empty where it is not there, or in an encoding of its own.
  [[nodiscard]] std::string_view source() const { return source_; }
  [[nodiscard]] const Wording& words() const { return words_; }
  // A text of the table [report].
  [[nodiscard]] std::string Word(std::string_view key) const { return words_.Text("report." + std::string(key)); }

  [[nodiscard]] const std::vector<Passage>& passages() const { return passages_; }
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] const std::vector<MarkedPlace>& places(std::size_t passage) const { return places_[passage]; }
  [[nodiscard]] bool HasPlace(const Entry& entry) const { return first_passage_[entry.number - 1] != kNowhere; }
  // Does the entry (its index) stand on that passage, and on none before it?
  [[nodiscard]] bool IsFirstPassage(std::size_t entry, std::size_t passage) const { return first_passage_[entry] == passage; }

  [[nodiscard]] std::string Id(std::string_view what) const { return prefix_ + "-" + std::string(what); }
  [[nodiscard]] std::string Id(char kind, std::size_t number) const { return prefix_ + "-" + kind + std::to_string(number); }
  [[nodiscard]] const std::string& prefix() const { return prefix_; }

  // The number of a section, from 1.
  [[nodiscard]] std::size_t NumberOf(const Section& section) const { return static_cast<std::size_t>(&section - all().sections.data()) + 1; }
  // The number of a block, from 1.
  [[nodiscard]] std::size_t NumberOf(const Block& block) const { return static_cast<std::size_t>(&block - all().blocks.data()) + 1; }
  // The same by its path, of what stands at a place of the source; 0 where there is none. In damaged documents a path may come twice:
  // the last one before the place is meant.
  [[nodiscard]] std::size_t SectionNumber(std::string_view path, std::size_t at) const;
  // How deep a section stands, from 1.
  [[nodiscard]] std::size_t DepthOf(const Section& section) const { return depths_[NumberOf(section) - 1]; }
  // The entry of a reference by its record's id; null where there is none.
  [[nodiscard]] const Entry* ReferenceOf(const std::string& id) const;

  // "Nhiệm vụ", or the name of a user's own kind.
  [[nodiscard]] std::string KindWord(const Entry& entry) const;
  // "86%"
  [[nodiscard]] std::string Percent(double share) const;

 private:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  const ReportedDocument& document_;
  const Wording& words_;
  std::string prefix_;
  std::string_view source_;
  std::vector<Passage> passages_;
  std::vector<Entry> entries_;
  std::vector<std::vector<MarkedPlace>> places_;
  std::vector<std::size_t> first_passage_;
  std::vector<std::size_t> depths_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> sections_;  // numbers, in order
  std::unordered_map<std::string_view, std::size_t> references_;  // ids and indexes of their entries
};

}  // namespace trichluc
