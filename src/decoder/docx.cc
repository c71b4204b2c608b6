// DOCX: Word's own XML (ECMA-376), as Word shows it.
//
// What Word computes is computed: the labels of lists, the results of fields, what a change of a reviewer left. Headers and
// footers are left out: they repeat on each page, and letterheads stand in the text. So are comments and hidden text.
#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <vector>

#include "decoder/docx_styles.h"
#include "decoder/package.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc::decoder {
namespace {

constexpr std::size_t kLongestPath = 1000;  // bytes of a part's name
constexpr std::string_view kSpaces = " \t\r\n";

std::uint32_t Span(const pugi::xml_node& node) {
  const std::string_view text = Value(node, "val");
  std::uint32_t value = 1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return std::min(value, kMostFlowColumns);
}

// Where the parts of the document lie. Their names are usual and not laid down; the relations name them.
struct Parts {
  std::string document = "word/document.xml";
  std::string styles = "word/styles.xml";
  std::string numbering = "word/numbering.xml";
  std::string footnotes = "word/footnotes.xml";
  std::string endnotes = "word/endnotes.xml";
};

// "../styles.xml" in the folder "word/" is "styles.xml".
std::string Resolve(std::string folder, std::string_view named) {
  const std::string text = WellFormed(named);
  std::string_view target = Beginning(text, kLongestPath);
  if (target.starts_with('/')) return std::string(target.substr(1));
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    if (!folder.empty()) folder.pop_back();
    folder.resize(folder.find_last_of('/') == std::string::npos ? 0 : folder.find_last_of('/') + 1);
  }
  return folder.append(target);
}

Result<Parts> FindParts(const Package& package) {
  Parts parts;
  const auto relations = [&](const std::string& part, const std::string& folder, const auto& use) -> std::string {
    Result<pugi::xml_document> read = ReadXml(package, part);
    if (!read) return read.error().message;
    for (const pugi::xml_node& relation : read->document_element()) {
      const std::string_view type = Value(relation, "Type");
      if (Value(relation, "TargetMode") != "External")
        use(type.substr(type.rfind('/') + 1), Resolve(folder, Value(relation, "Target")));
    }
    return {};
  };
  std::string fault = relations("_rels/.rels", "", [&](std::string_view type, std::string target) {
    if (type == "officeDocument") parts.document = std::move(target);
  });
  const std::size_t slash = parts.document.rfind('/');
  const std::string folder = parts.document.substr(0, slash == std::string::npos ? 0 : slash + 1);
  const std::string own = folder + "_rels/" + parts.document.substr(folder.size()) + ".rels";
  if (fault.empty()) {
    fault = relations(own, folder, [&](std::string_view type, std::string target) {
      if (type == "styles")
        parts.styles = std::move(target);
      else if (type == "numbering")
        parts.numbering = std::move(target);
      else if (type == "footnotes")
        parts.footnotes = std::move(target);
      else if (type == "endnotes")
        parts.endnotes = std::move(target);
    });
  }
  if (!fault.empty()) return Error{Error::Code::kUnsupported, std::move(fault)};
  if (!package.contains(parts.document))
    return Error{Error::Code::kUnsupported, "the document has no text (" + parts.document + " is missing)"};
  return parts;
}

using Blocks = std::vector<FlowBlock>;

class DocxReader {
 public:
  DocxReader(const pugi::xml_node& styles, const pugi::xml_node& numbering, std::uint32_t most_depth)
      : styles_(styles), numbering_(numbering), most_depth_(most_depth) {}

  void AddNotes(const pugi::xml_node& root) {
    for (const pugi::xml_node& note : root)
      notes_.emplace(std::string(LocalName(note)) + " " + std::string(Value(note, "id")), note);
  }

  Blocks Read(const pugi::xml_node& body) {
    FindSections(body);
    Blocks blocks;
    ReadBlocks(body, blocks, 0);
    if (!paragraph_.runs.empty()) EndParagraph(blocks);  // its end was taken out, and no other followed
    WriteNotes(blocks, footnotes_, 0);
    WriteNotes(blocks, endnotes_, 0);
    return blocks;
  }

  [[nodiscard]] bool too_deep() const { return too_deep_; }

 private:
  struct Note {
    int number = 0;
    pugi::xml_node node;
  };
  struct Field {
    bool result = false;  // its instruction is over
  };

  [[nodiscard]] bool GoesTooDeep(std::uint32_t depth) {
    too_deep_ = too_deep_ || depth >= most_depth_;
    return too_deep_;
  }

  // Whether a section begins a page is said where that section ends.
  void FindSections(const pugi::xml_node& body) {
    for (const pugi::xml_node& block : body) {
      const pugi::xml_node section = LocalName(block) == "sectPr" ? block : Child(Child(block, "pPr"), "sectPr");
      if (section) section_breaks_.push_back(Value(Child(section, "type"), "val") != "continuous");
    }
  }

  // --- blocks

  void ReadBlocks(const pugi::xml_node& parent, Blocks& blocks, std::uint32_t depth) {
    if (GoesTooDeep(depth)) return;
    for (const pugi::xml_node& node : parent) ReadBlock(node, blocks, depth);
  }

  void ReadBlock(const pugi::xml_node& node, Blocks& blocks, std::uint32_t depth) {
    constexpr std::array<std::string_view, 8> kLeftOut = {"del",      "moveFrom", "sectPr",      "sdtPr",
                                                          "sdtEndPr", "tcPr",     "customXmlPr", "altChunk"};
    const std::string_view name = LocalName(node);
    if (name == "p") {
      ReadParagraph(node, blocks, depth);
    } else if (name == "tbl") {
      ReadTable(node, blocks, depth);
    } else if (name == "AlternateContent") {
      ReadBlocks(Chosen(node), blocks, depth + 1);
    } else if (!IsAny(name, kLeftOut)) {
      ReadBlocks(node, blocks, depth + 1);
    }
  }

  // Of the ways to say one thing, the first.
  static pugi::xml_node Chosen(const pugi::xml_node& alternatives) {
    const pugi::xml_node choice = Child(alternatives, "Choice");
    return choice ? choice : Child(alternatives, "Fallback");
  }

  void ReadParagraph(const pugi::xml_node& node, Blocks& blocks, std::uint32_t depth) {
    const pugi::xml_node properties = Child(node, "pPr");
    const std::string_view style = Value(Child(properties, "pStyle"), "val");
    if (styles_.IsContents(style)) return;  // a table of contents repeats the headings
    const ParagraphLook& base = styles_.Paragraph(style);
    const ParagraphLook own = ParagraphLookOf(properties);
    const pugi::xml_node mark = Child(properties, "rPr");
    const RunLook outer_look = std::exchange(look_, base.run);
    paragraph_.centred = own.centred.value_or(base.centred.value_or(false));
    paragraph_.page_break = paragraph_.page_break || own.page_break.value_or(base.page_break.value_or(false));
    if (!Child(mark, "del") && !Child(mark, "moveFrom")) AddLabel(style, base, own, mark);
    ReadInline(node, depth + 1);
    for (Field& field : fields_) field.result = true;  // an instruction that never ends must not hide the rest
    look_ = outer_look;
    // A reviewer took out the end of the paragraph: the next one goes on.
    if (Child(mark, "del")) return;
    EndParagraph(blocks);
    if (Child(properties, "sectPr") && ++section_ < section_breaks_.size())
      paragraph_.page_break = section_breaks_[section_];
  }

  void EndParagraph(Blocks& blocks) {
    blocks.emplace_back(std::exchange(paragraph_, {}));
    for (FlowBlock& block : boxes_) blocks.push_back(std::move(block));
    boxes_.clear();
    // Notes stand below the paragraph, but not inside a table.
    if (table_depth_ == 0 && !in_note_) WriteNotes(blocks, footnotes_, 0);
  }

  void AddLabel(std::string_view style, const ParagraphLook& base, const ParagraphLook& own,
                const pugi::xml_node& mark) {
    const std::optional<int> list = own.list ? own.list : base.list;
    if (!list || *list <= 0) return;
    const int level = own.level    ? *own.level
                      : own.list   ? base.level.value_or(0)
                      : base.level ? *base.level
                                   : numbering_.LevelOfStyle(*list, style);
    std::optional<ListLabel> label = numbering_.Next(*list, level);
    if (!label) return;
    RunLook look = base.run;
    look.Apply(RunLookOf(mark));
    look.Apply(label->look);
    AddText(label->text, look);
  }

  // --- text

  // The children of a paragraph, a run, or of what stands around them.
  void ReadInline(const pugi::xml_node& parent, std::uint32_t depth) {
    if (GoesTooDeep(depth)) return;
    for (const pugi::xml_node& node : parent) ReadInlineNode(node, depth);
  }

  void ReadInlineNode(const pugi::xml_node& node, std::uint32_t depth) {
    constexpr std::array<std::string_view, 14> kLeftOut = {
        "pPr",   "rPr",      "del", "moveFrom",    "delText", "instrText",  "delInstrText",
        "sdtPr", "sdtEndPr", "rt",  "oMathParaPr", "ctrlPr",  "smartTagPr", "fldData"};
    const std::string_view name = LocalName(node);
    if (name == "r") return ReadRun(node, depth);
    if (name == "t") return AddText(TextOf(node), look_);
    if (name == "drawing" || name == "pict" || name == "object") return ReadBoxes(node, depth + 1);
    if (name == "AlternateContent") return ReadInline(Chosen(node), depth + 1);
    if (name == "footnoteReference" || name == "endnoteReference") return AddNote(node, name);
    if (name == "fldChar") return ReadField(node);
    if (ReadSign(node, name) || IsAny(name, kLeftOut)) return;
    ReadInline(node, depth + 1);
  }

  void ReadRun(const pugi::xml_node& node, std::uint32_t depth) {
    const RunLook outer = look_;
    if (const pugi::xml_node properties = Child(node, "rPr")) {
      const RunLook style = styles_.Character(Value(Child(properties, "rStyle"), "val"));
      const RunLook own = RunLookOf(properties);
      // What two styles both switch on is off again.
      const bool twice = look_.bold.value_or(false) && style.bold.value_or(false);
      look_.Apply(style);
      if (twice) look_.bold = false;
      look_.Apply(own);
    }
    ReadInline(node, depth + 1);
    look_ = outer;
  }

  // Characters that have elements of their own.
  bool ReadSign(const pugi::xml_node& node, std::string_view name) {
    if (name == "tab" || name == "ptab") {
      AddText("\t", look_);
    } else if (name == "cr") {
      AddText("\n", look_);
    } else if (name == "br") {
      AddText(Value(node, "type") == "page" ? "\f" : "\n", look_);
    } else if (name == "noBreakHyphen") {
      AddText("-", look_);
    } else if (name == "softHyphen") {
      AddText("\u00AD", look_);  // which is a letter of some fonts from before Unicode
    } else if (name == "sym") {
      const std::string_view code = Value(node, "char");
      std::uint32_t c = 0;
      std::from_chars(code.data(), code.data() + code.size(), c, 16);
      std::string text;
      const bool character = c >= 0x20 && c < 0x10000 && (c < 0xD800 || c > 0xDFFF);
      if (character) AppendChar(text, SymbolOf(Value(node, "font"), c));
      RunLook look = look_;
      look.font = WellFormed(Value(node, "font"));
      AddText(text, look);
    } else {
      return false;
    }
    return true;
  }

  // White space at the ends of a text counts only where the file says so; breaks in it are spaces.
  static std::string TextOf(const pugi::xml_node& node) {
    std::string text = WellFormed(node.text().get());
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    if (Value(node, "space") == "preserve" || text.empty()) return text;
    const std::size_t first = text.find_first_not_of(kSpaces);
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
  }

  void AddText(std::string text, const RunLook& look) {
    if (text.empty() || look.hidden.value_or(false)) return;
    if (std::any_of(fields_.begin(), fields_.end(), [](const Field& field) { return !field.result; })) return;
    // The number of a note is written with one space behind it, whatever stands there in the file.
    if (note_begins_) text.erase(0, text.find_first_not_of(kSpaces));
    if (text.empty()) return;
    note_begins_ = false;
    AddRun(paragraph_.runs, {std::move(text), look.font, look.bold.value_or(false), look.caps.value_or(false), look.raised.value_or(false)});
  }

  // `begin` instruction `separate` result `end`; results alone are shown.
  void ReadField(const pugi::xml_node& node) {
    const std::string_view type = Value(node, "fldCharType");
    if (type == "begin" && fields_.size() < most_depth_) fields_.push_back({});
    if (fields_.empty()) return;
    if (type == "separate") fields_.back().result = true;
    if (type == "end") fields_.pop_back();
  }

  // The paragraphs of text boxes follow the paragraph that holds them.
  void ReadBoxes(const pugi::xml_node& parent, std::uint32_t depth) {
    if (GoesTooDeep(depth)) return;
    for (const pugi::xml_node& node : parent) {
      const std::string_view name = LocalName(node);
      if (name == "AlternateContent") {
        ReadBoxes(Chosen(node), depth + 1);
      } else if (name != "txbxContent") {
        ReadBoxes(node, depth + 1);
      } else {
        FlowParagraph outer = std::exchange(paragraph_, {});
        const RunLook look = look_;
        const std::vector<Field> fields = std::exchange(fields_, {});
        Blocks outer_boxes = std::exchange(boxes_, {});
        ++table_depth_;
        ReadBlocks(node, outer_boxes, depth + 1);
        --table_depth_;
        boxes_ = std::move(outer_boxes);
        fields_ = fields;
        look_ = look;
        paragraph_ = std::move(outer);
      }
    }
  }

  // --- notes

  void AddNote(const pugi::xml_node& reference, std::string_view name) {
    const bool foot = name == "footnoteReference";
    const auto note = notes_.find((foot ? "footnote " : "endnote ") + std::string(Value(reference, "id")));
    if (note == notes_.end() || in_note_) return;
    std::vector<Note>& waiting = foot ? footnotes_ : endnotes_;
    waiting.push_back({++last_note_, note->second});
    AddText("[" + std::to_string(last_note_) + "]", look_);
  }

  void WriteNotes(Blocks& blocks, std::vector<Note>& waiting, std::uint32_t depth) {
    const std::vector<Note> notes = std::exchange(waiting, {});
    in_note_ = true;
    const bool page_break = std::exchange(paragraph_.page_break, false);
    for (const Note& note : notes) {
      paragraph_.runs.push_back({"[" + std::to_string(note.number) + "] ", {}, false, false});
      note_begins_ = true;
      ReadBlocks(note.node, blocks, depth + 1);
    }
    paragraph_.page_break = page_break;
    in_note_ = note_begins_ = false;
  }

  // --- tables

  void ReadTable(const pugi::xml_node& node, Blocks& blocks, std::uint32_t depth) {
    auto table = std::make_unique<FlowTable>();
    const pugi::xml_node properties = Child(node, "tblPr");
    BorderCount borders;
    borders.table = DrawsBorders(Child(properties, "tblBorders"))
                        .value_or(styles_.DrawsBorders(Value(Child(properties, "tblStyle"), "val")));
    const bool page_break = std::exchange(paragraph_.page_break, false);
    ++table_depth_;
    ReadRows(node, *table, borders, depth + 1);
    --table_depth_;
    table->borders = borders.drawn * 2 > borders.cells ? FlowTable::Borders::kDrawn : FlowTable::Borders::kNone;
    if (page_break) {
      FlowParagraph empty;
      empty.page_break = true;
      blocks.emplace_back(std::move(empty));
    }
    blocks.emplace_back(std::move(table));
    if (table_depth_ == 0) WriteNotes(blocks, footnotes_, depth);
  }

  struct BorderCount {
    bool table = false;  // what holds where a cell says nothing
    std::size_t cells = 0;
    std::size_t drawn = 0;
  };

  // Rows, also those inside content controls.
  void ReadRows(const pugi::xml_node& parent, FlowTable& table, BorderCount& borders, std::uint32_t depth) {
    if (GoesTooDeep(depth)) return;
    for (const pugi::xml_node& node : parent) {
      const std::string_view name = LocalName(node);
      if (name == "tr") {
        const pugi::xml_node properties = Child(node, "trPr");
        if (Child(properties, "del")) continue;
        std::uint32_t column = Child(properties, "gridBefore") ? Span(Child(properties, "gridBefore")) : 0;
        ReadCells(node, table.rows.emplace_back(), column, borders, depth + 1);
      } else if (name == "sdt" || name == "sdtContent" || name == "customXml" || name == "ins" || name == "moveTo") {
        ReadRows(node, table, borders, depth + 1);
      }
    }
  }

  void ReadCells(const pugi::xml_node& parent, std::vector<FlowCell>& cells, std::uint32_t& column,
                 BorderCount& borders, std::uint32_t depth) {
    if (GoesTooDeep(depth)) return;
    for (const pugi::xml_node& node : parent) {
      const std::string_view name = LocalName(node);
      if (name == "tc") {
        ReadCell(node, cells, column, borders, depth);
      } else if (name == "sdt" || name == "sdtContent" || name == "customXml") {
        ReadCells(node, cells, column, borders, depth + 1);
      }
    }
  }

  void ReadCell(const pugi::xml_node& node, std::vector<FlowCell>& cells, std::uint32_t& column, BorderCount& borders,
                std::uint32_t depth) {
    const pugi::xml_node properties = Child(node, "tcPr");
    const auto goes_on = [&](const char* merge) {
      const pugi::xml_node found = Child(properties, merge);
      return found && Value(found, "val") != "restart";
    };
    ++borders.cells;
    if (DrawsBorders(Child(properties, "tcBorders")).value_or(borders.table)) ++borders.drawn;
    FlowCell cell;
    cell.column = column;
    const pugi::xml_node span = Child(properties, "gridSpan");
    column = std::min(column + (span ? Span(span) : 1), kMostFlowColumns - 1);
    // One cell with that before it, or above it: Word shows the text of the first.
    if (goes_on("hMerge")) return;
    cell.above = goes_on("vMerge");
    if (!cell.above) ReadBlocks(node, cell.blocks, depth + 1);
    cells.push_back(std::move(cell));
  }

  DocxStyles styles_;
  DocxNumbering numbering_;
  std::uint32_t most_depth_;
  bool too_deep_ = false;
  std::map<std::string, pugi::xml_node> notes_;
  std::vector<bool> section_breaks_;  // whether each section begins a page
  std::size_t section_ = 0;
  FlowParagraph paragraph_;  // as far as it was read
  RunLook look_;
  std::vector<Field> fields_;    // that are open
  Blocks boxes_;                 // that wait for the end of their paragraph
  std::vector<Note> footnotes_;  // that wait for it as well
  std::vector<Note> endnotes_;
  int last_note_ = 0;
  int table_depth_ = 0;
  bool in_note_ = false;
  bool note_begins_ = false;  // nothing but its number was written yet
};

}  // namespace

Result<FlowText> ReadDocx(const Package& package, const Options& options) {
  const Result<Parts> parts = FindParts(package);
  if (!parts) return parts.error();
  FlowText flow;
  Result<pugi::xml_document> document = ReadXml(package, parts->document);
  if (!document) return document.error();
  // Without its styles, lists or notes a document can still be read.
  const auto read = [&](const std::string& part) {
    Result<pugi::xml_document> xml = ReadXml(package, part);
    if (xml) return std::move(*xml);
    flow.diagnostics.push_back({DiagnosticCode::kLostPart,
                                Severity::kWarning,
                                xml.error().message + "; the document was read without it",
                                {}});
    return pugi::xml_document();
  };
  const pugi::xml_document styles = read(parts->styles);
  const pugi::xml_document numbering = read(parts->numbering);
  const pugi::xml_document footnotes = read(parts->footnotes);
  const pugi::xml_document endnotes = read(parts->endnotes);
  DocxReader reader(styles.document_element(), numbering.document_element(), options.limits.max_depth);
  reader.AddNotes(footnotes.document_element());
  reader.AddNotes(endnotes.document_element());
  flow.blocks = reader.Read(Child(document->document_element(), "body"));
  if (reader.too_deep()) return TooDeep(options);
  return flow;
}

}  // namespace trichluc::decoder
