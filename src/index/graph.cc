// Who cites whom, as a graph. Nodes are written first, then edges, each in one pass over the index.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "exports/xml_text.h"
#include "index/citations.h"
#include "index/columns.h"
#include "index/door.h"
#include "records/json_writer.h"
#include "text/lists.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

constexpr std::size_t kPiece = 64 * 1024;  // bytes that are handed out at once

using Maybe = std::optional<std::string>;

struct Node {
  std::string id;
  bool indexed = false;
  Maybe code, name, type, title, issuer, date, year, file, may_be, replaced_by, replaced_from;
};

struct Edge {
  std::string source;
  std::string target;
  std::string relation;                // basis, cite, or copy: of the same document, in the index under other bytes
  std::size_t count = 0;
  std::vector<std::string> sections;
  std::optional<bool> in_force;        // of the cited document, on the citing one's date; absent where nobody says that it was replaced
};

// The attributes of a node in their order: what they are called, and what they are.
struct Attribute {
  const char* name;
  Maybe Node::*value;
};
constexpr std::array<Attribute, 11> kAttributes = {{{"code", &Node::code},
                                                    {"name", &Node::name},
                                                    {"type", &Node::type},
                                                    {"title", &Node::title},
                                                    {"issuer", &Node::issuer},
                                                    {"date", &Node::date},
                                                    {"year", &Node::year},
                                                    {"file", &Node::file},
                                                    {"may_be", &Node::may_be},
                                                    {"replaced_by", &Node::replaced_by},
                                                    {"replaced_from", &Node::replaced_from}}};

const std::string& LabelOf(const Node& node) {
  for (const Maybe* const label : {&node.code, &node.name, &node.title, &node.file}) {
    if (*label) return **label;
  }
  return node.id;
}

const char* Name(bool value) { return value ? "true" : "false"; }

// Collects what a form writes and hands it out in pieces.
class Pieces {
 public:
  explicit Pieces(const JsonSink& sink) : sink_(sink) {}

  std::string out;

  // False once the sink takes no more.
  bool HandOut(std::size_t least) {
    if (takes_ && out.size() >= least) {
      takes_ = sink_(out);
      out.clear();
    }
    return takes_;
  }

 private:
  const JsonSink& sink_;
  bool takes_ = true;
};

class Form {
 public:
  virtual ~Form() = default;
  virtual void Begin() = 0;
  virtual void Write(const Node& node) = 0;
  virtual void BeginEdges() {}
  virtual void Write(const Edge& edge) = 0;
  virtual void End() = 0;
};

// ---- GraphML ----------------------------------------------------------------------------------------------------------------

class GraphMl final : public Form {
 public:
  explicit GraphMl(std::string& out) : out_(out) {}

  void Begin() override {
    out_ +=
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
    Key("label", "node", "string");
    Key("indexed", "node", "boolean");
    for (const Attribute& attribute : kAttributes) Key(attribute.name, "node", "string");
    Key("relation", "edge", "string");
    Key("count", "edge", "int");
    Key("sections", "edge", "string");
    Key("in_force", "edge", "boolean");
    out_ += "  <graph id=\"citations\" edgedefault=\"directed\">\n";
  }

  void Write(const Node& node) override {
    out_.append("    <node id=\"").append(Escaped(node.id)).append("\">\n");
    Data("label", LabelOf(node));
    Data("indexed", Name(node.indexed));
    for (const Attribute& attribute : kAttributes) {
      if (const Maybe& value = node.*attribute.value) Data(attribute.name, *value);
    }
    out_ += "    </node>\n";
  }

  void Write(const Edge& edge) override {
    out_.append("    <edge source=\"").append(Escaped(edge.source)).append("\" target=\"").append(Escaped(edge.target)).append("\">\n");
    Data("relation", edge.relation);
    Data("count", std::to_string(edge.count));
    if (!edge.sections.empty()) Data("sections", Joined(edge.sections, "; "));
    if (edge.in_force) Data("in_force", Name(*edge.in_force));
    out_ += "    </edge>\n";
  }

  void End() override { out_ += "  </graph>\n</graphml>\n"; }

 private:
  void Key(std::string_view name, std::string_view of, std::string_view type) {
    out_.append("  <key id=\"").append(name).append("\" for=\"").append(of).append("\" attr.name=\"").append(name);
    out_.append("\" attr.type=\"").append(type).append("\"/>\n");
  }

  void Data(std::string_view key, std::string_view value) { out_.append("      <data key=\"").append(key).append("\">").append(Escaped(value)).append("</data>\n"); }

  // XML knows no control characters, and in attributes takes line breaks for spaces.
  static std::string Escaped(std::string_view text) {
    std::string out;
    for (const char c : XmlText(text)) {
      switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\n': out += "&#10;"; break;
        case '\r': out += "&#13;"; break;
        case '\t': out += "&#9;"; break;
        default: out += c;
      }
    }
    return out;
  }

  std::string& out_;
};

// ---- Graphviz ---------------------------------------------------------------------------------------------------------------

class Dot final : public Form {
 public:
  explicit Dot(std::string& out) : out_(out) {}

  // What is in the index stands in boxes with a full line.
  void Begin() override { out_ += "digraph citations {\n  graph [rankdir=\"LR\"];\n  node [shape=\"box\", style=\"dashed\"];\n"; }

  void Write(const Node& node) override {
    out_.append("  ").append(Quoted(node.id)).append(" [label=").append(Quoted(LabelOf(node))).append(", indexed=").append(Quoted(Name(node.indexed)));
    if (node.indexed) out_ += ", style=\"solid\"";
    for (const Attribute& attribute : kAttributes) {
      if (const Maybe& value = node.*attribute.value) out_.append(", ").append(attribute.name).append("=").append(Quoted(*value));
    }
    out_ += "];\n";
  }

  void Write(const Edge& edge) override {
    out_.append("  ").append(Quoted(edge.source)).append(" -> ").append(Quoted(edge.target)).append(" [relation=").append(Quoted(edge.relation));
    out_.append(", count=").append(Quoted(std::to_string(edge.count)));
    if (!edge.sections.empty()) out_.append(", sections=").append(Quoted(Joined(edge.sections, "; ")));
    if (edge.in_force) out_.append(", in_force=").append(Quoted(Name(*edge.in_force)));
    out_ += "];\n";
  }

  void End() override { out_ += "}\n"; }

 private:
  // A quoted string of DOT. Graphviz also reads escapes in labels (\n, \N) and entities of HTML, so that backslashes are doubled and an
  // ampersand is written as one; line breaks and control characters become spaces.
  static std::string Quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : WellFormed(text)) {
      switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '&': out += "&amp;"; break;
        default: out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
      }
    }
    return out + "\"";
  }

  std::string& out_;
};

// ---- JSON -------------------------------------------------------------------------------------------------------------------

class Json final : public Form {
 public:
  explicit Json(std::string& out) : out_(out), json_(out, JsonWriter::Layout::kIndented) {}

  void Begin() override {
    json_.BeginObject();
    json_.Key("directed").Value(true);
    json_.Key("multigraph").Value(true);
    json_.Key("graph").BeginObject();
    json_.EndObject();
    json_.Key("nodes").BeginArray();
  }

  void Write(const Node& node) override {
    json_.BeginObject();
    json_.Key("id").Value(node.id);
    json_.Key("label").Value(LabelOf(node));
    json_.Key("indexed").Value(node.indexed);
    for (const Attribute& attribute : kAttributes) {
      if (const Maybe& value = node.*attribute.value) json_.Key(attribute.name).Value(*value);
    }
    json_.EndObject();
  }

  void BeginEdges() override {
    json_.EndArray();
    json_.Key("links").BeginArray();
  }

  // Between two documents there is one edge of a relation: it tells them apart.
  void Write(const Edge& edge) override {
    json_.BeginObject();
    json_.Key("source").Value(edge.source);
    json_.Key("target").Value(edge.target);
    json_.Key("key").Value(edge.relation);
    json_.Key("relation").Value(edge.relation);
    json_.Key("count").Value(static_cast<std::uint64_t>(edge.count));
    json_.Key("sections").Value(edge.sections);
    if (edge.in_force) json_.Key("in_force").Value(*edge.in_force);
    json_.EndObject();
  }

  void End() override {
    json_.EndArray();
    json_.EndObject();
    out_ += '\n';
  }

 private:
  std::string& out_;
  JsonWriter json_;
};

std::unique_ptr<Form> FormOf(GraphForm form, std::string& out) {
  switch (form) {
    case GraphForm::kGraphMl: return std::make_unique<GraphMl>(out);
    case GraphForm::kDot: return std::make_unique<Dot>(out);
    case GraphForm::kJson: break;
  }
  return std::make_unique<Json>(out);
}

// ---- what is written --------------------------------------------------------------------------------------------------------

std::string IdOf(std::string_view sha256) { return "sha256:" + std::string(sha256); }

// The digests of the documents in the index that a node stands for, in order.
std::vector<std::string> CopiesOf(const CitationGroup& group, const CitedNode& node) {
  std::vector<std::string> copies;
  for (const std::uint32_t index : node.facts) {
    if (group.facts[index].own) copies.push_back(group.Text(group.facts[index].sha256));
  }
  return copies;
}

// Their ids in the graph: that of the document in the index, where there is one.
std::vector<std::string> NodesOf(const CitationGroup& group, const std::vector<std::uint32_t>& nodes) {
  std::vector<std::string> ids;
  for (const std::uint32_t index : nodes) {
    const CitedNode& node = group.nodes[index];
    const std::vector<std::string> copies = CopiesOf(group, node);
    ids.push_back(copies.empty() ? node.id : IdOf(copies.front()));
  }
  return ids;
}

void NoteReplacements(const std::vector<Replacement>& replacements, Node& node) {
  if (replacements.empty()) return;
  if (!replacements.front().replaced_by.empty()) node.replaced_by = replacements.front().replaced_by;
  node.replaced_from = replacements.front().from;
}

class GraphWriter {
 public:
  GraphWriter(Database& database, GraphForm form, const JsonSink& sink) : database_(database), pieces_(sink), form_(FormOf(form, pieces_.out)) {}

  std::optional<Error> Run() {
    // One state of the index for both passes.
    Transaction transaction(database_);
    if (auto fault = transaction.BeginReading()) return fault;
    const Result<Supersessions> supersessions = Supersessions::Load(database_);
    if (!supersessions) return supersessions.error();
    supersessions_ = &*supersessions;
    form_->Begin();
    if (auto fault = WriteIndexed()) return fault;
    if (auto fault = ForEachNode([&](const CitationGroup& group, const CitedNode& node) { WriteCited(group, node); })) return fault;
    form_->BeginEdges();
    if (auto fault = ForEachNode([&](const CitationGroup& group, const CitedNode& node) { WriteEdges(group, node); })) return fault;
    form_->End();
    static_cast<void>(pieces_.HandOut(1));
    return std::nullopt;
  }

 private:
  // All documents of the index, by their digests.
  std::optional<Error> WriteIndexed() {
    RowPages documents(database_, "SELECT sha256, base, key, code, type, title, issuer, date, name FROM document WHERE sha256 > ? ORDER BY sha256 LIMIT ?", 1, {std::string()});
    for (;;) {
      const Result<const SqlRow*> next = documents.Peek();
      if (!next) return next.error();
      if (*next == nullptr) return std::nullopt;
      const SqlRow& row = **next;
      Node node;
      node.id = IdOf(TextOf(row[0]));
      node.indexed = true;
      const std::string base = TextOf(row[1]);
      const std::string key = TextOf(row[2]);
      if (key.size() > base.size()) node.year = key.substr(base.size() + 1);
      std::size_t column = 3;
      for (Maybe* const value : {&node.code, &node.type, &node.title, &node.issuer, &node.date, &node.file}) Restore(row[column++], *value);
      NoteReplacements(supersessions_->Of(base, node.year.value_or("")), node);
      form_->Write(node);
      if (!pieces_.HandOut(kPiece)) return std::nullopt;
      documents.Drop();
    }
  }

  template <typename Use>
  std::optional<Error> ForEachNode(const Use& use) {
    Citations citations(database_);
    CitationGroup group;
    while (pieces_.HandOut(kPiece)) {
      const Result<bool> next = citations.Next(group);
      if (!next) return next.error();
      if (!*next) break;
      for (const CitedNode& node : group.nodes) {
        use(group, node);
        if (!pieces_.HandOut(kPiece)) break;
      }
    }
    return std::nullopt;
  }

  // What is only cited.
  void WriteCited(const CitationGroup& group, const CitedNode& cited) {
    CitedDocument document = Describe(group, cited, *supersessions_);
    if (!document.indexed.empty()) return;
    Node node;
    node.id = document.id;
    node.code = std::move(document.code);
    node.name = std::move(document.name);
    node.type = std::move(document.type);
    node.title = std::move(document.title);
    node.issuer = std::move(document.issuer);
    node.date = std::move(document.date);
    node.year = std::move(document.year);
    if (!cited.may_be.empty()) node.may_be = Joined(NodesOf(group, cited.may_be), "; ");
    NoteReplacements(document.replacements, node);
    form_->Write(node);
  }

  // The facts of a node stand by the digests of the documents that say so.
  void WriteEdges(const CitationGroup& group, const CitedNode& node) {
    const std::vector<std::string> copies = CopiesOf(group, node);
    const std::string target = copies.empty() ? node.id : IdOf(copies.front());
    for (std::size_t copy = 1; copy < copies.size(); ++copy) form_->Write(Edge{IdOf(copies[copy]), target, "copy", 1, {}, {}});
    const std::vector<Replacement> replacements = supersessions_->Of(group.base, node.epoch);
    for (std::size_t first = 0; first < node.facts.size();) {
      const Texts::Id sha256 = group.facts[node.facts[first]].sha256;
      std::map<std::string, Edge> edges;  // by relation
      std::set<std::pair<Texts::Id, Texts::Id>> sections;
      for (; first < node.facts.size() && group.facts[node.facts[first]].sha256 == sha256; ++first) {
        const CitationFact& fact = group.facts[node.facts[first]];
        if (fact.own) continue;
        Edge& edge = edges[group.Text(fact.relation)];
        ++edge.count;
        if (fact.section != Texts::kNone && sections.emplace(fact.relation, fact.section).second) edge.sections.push_back(group.Text(fact.section));
        if (!replacements.empty()) edge.in_force = InForce(group.Text(fact.said_on), replacements.front().from);
      }
      for (auto& [relation, edge] : edges) {
        edge.source = IdOf(group.Text(sha256));
        edge.target = target;
        edge.relation = relation;
        form_->Write(edge);
        if (!pieces_.HandOut(kPiece)) return;
      }
    }
  }

  Database& database_;
  Pieces pieces_;
  std::unique_ptr<Form> form_;
  const Supersessions* supersessions_ = nullptr;
};

}  // namespace

std::optional<Error> WriteGraph(const Index& index, GraphForm form, const JsonSink& sink) {
  const auto fault = GraphWriter(IndexDoor::DatabaseOf(index), form, sink).Run();
  if (fault) return IndexDoor::Named(index, *fault);
  return std::nullopt;
}

}  // namespace trichluc
