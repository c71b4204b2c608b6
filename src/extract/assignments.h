// Units charged with tasks: in sentences, under headings that are units, in labelled fields, in tables.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "extract/deadlines.h"
#include "extract/fields.h"
#include "extract/passages.h"

namespace trichluc {

// Reads the passages of one document in order and keeps what they say to each other: a heading names the unit for the blocks
// below it, a field belongs to its item, a cell to its column.
class AssignmentReader {
 public:
  explicit AssignmentReader(const DocumentContext& document);

  // Where times may stand alone in this passage.
  [[nodiscard]] StatedTimes TimesOf(const PassageReading& reading) const;

  // Does a heading above say that the section tells how things stand ("Thực trạng")? Nothing is due there.
  [[nodiscard]] bool SpeaksOfPast(int section) const { return Under(past_sections_, section); }

  // Adds the passage's assignments and its deadlines, the latter with their task and units.
  void Read(const PassageReading& reading, std::vector<DeadlineMention> deadlines);

  // Closes what is still open, and hands over the records.
  void Finish(std::vector<Assignment>& assignments, std::vector<Deadline>& deadlines);

 private:
  // Fields that belong together: content, lead, with, time of one item.
  struct FieldGroup {
    int section = -1;
    std::string content;
    std::vector<std::string> lead;
    std::vector<std::string> with;
    Assignment record;                   // grounded at the lead field
    std::vector<std::size_t> deadlines;  // indices of those whose task is the item's
    int level = 0;                       // of its bullets
    bool has_lead = false;
    bool content_open = false;           // "Nội dung:" with its text in the bullets that follow
    bool lead_open = false;              // "Cơ quan thực hiện:" likewise
  };
  void ReadHeading(const PassageReading& reading);
  void ReadBlock(const PassageReading& reading);
  bool ReadFields(const PassageReading& reading);
  void ReadField(const PassageReading& reading, const Field& field);
  bool ReadInlineFields(const PassageReading& reading);
  void OpenGroup(int section);
  [[nodiscard]] bool EndsGroup(const PassageReading& reading) const;
  void CloseGroup();
  void ReadLeadField(const PassageReading& reading, Span value);
  void ReadRow(const PassageReading& reading);
  // What a cell of a table says. It may hold for the rows below it, too.
  struct CellWords {
    std::string text;
    std::vector<std::string> units;
    std::vector<Deadline> times;  // of a column of times
  };
  [[nodiscard]] CellWords ReadCell(const PassageReading& reading, const Cell& cell) const;
  [[nodiscard]] std::vector<std::string> UnitsOfRow(const OutlineBlock& row, std::string_view role) const;
  [[nodiscard]] std::string TaskOfRow(const PassageReading& reading) const;
  [[nodiscard]] bool ReachesDown(const PassageReading& reading, int column) const;
  void ShareTimes(const PassageReading& reading, const std::vector<DeadlineMention>& deadlines);
  void ReadTableHead(const PassageReading& reading);
  void Introduce(const PassageReading& reading);
  bool ReadIntroduction(const PassageReading& reading);
  void ReadUnderUnit(const PassageReading& reading, const std::vector<std::string>& units, std::size_t from);
  // The assignments that sentences of the passage make; returns whether there was one.
  bool ReadSentences(const PassageReading& reading);
  bool ReadSentence(const PassageReading& reading, Span sentence);
  Assignment Make(const PassageReading& reading, Span span, NodeView node, std::string_view via) const;
  void Add(Assignment assignment, Span span, std::size_t task_start);
  void KeepChargeable(std::vector<std::string>& lead) const;
  void AddDeadlines(const PassageReading& reading, std::vector<DeadlineMention> deadlines);

  [[nodiscard]] bool Under(const std::set<int>& headings, int section) const;
  [[nodiscard]] const std::vector<std::string>* UnitsAbove(int section) const;
  [[nodiscard]] std::string_view RoleOf(int table, int column) const;
  [[nodiscard]] std::string ItemText(int section) const;

  const DocumentContext& document_;
  FieldLabels labels_;
  std::vector<Assignment> assignments_;
  std::vector<Deadline> deadlines_;
  std::map<int, std::vector<std::string>> units_of_section_;
  std::set<int> scope_sections_;                       // whom the plan is for
  std::set<int> past_sections_;                        // how things stand
  std::set<int> goal_sections_;                        // what is to be reached
  std::map<int, std::map<int, std::string>> columns_;  // table → column → role
  FieldGroup group_;
  std::vector<std::string> pending_units_;             // "Giao Sở Nội vụ:" before its bullets
  int pending_section_ = -1;
  struct Here {
    Span span;               // in the passage
    std::size_t task_start;
    std::size_t index;       // into assignments_
  };
  std::vector<Here> here_;                             // this passage's assignments
  std::vector<Field> fields_;                          // and its fields
  bool inline_fields_ = false;                         // … which stand behind the item's own text
  std::map<int, CellWords> cells_;                     // the last one of each column …
  int cells_table_ = -1;                               // … of this table
  std::string row_task_;                               // what the row at hand says is to be done
  std::string introduced_;                             // "Báo cáo kết quả, cụ thể:" before bullets that state times alone
  std::string last_item_;                              // the last paragraph or bullet that is no field
  int last_item_level_ = 0;
  int groups_in_section_ = 0;
};

}  // namespace trichluc
