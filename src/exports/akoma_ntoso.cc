// A document as Akoma Ntoso 3.0 (OASIS LegalDocML, 29 August 2018). It is a `doc`: the standard keeps `act` and `bill` for
// documents that make law and `statement` for what a body declares; a plan is a document of another kind, named by @name.
//
//   preface       the data of the letterhead and the title
//   preamble      the blocks before the first section; those that name a basis are citations
//   mainBody      the outline: an element for each section, with its label and heading as they are written
//   conclusions   recipients and signature
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "exports/akn_iri.h"
#include "exports/slug.h"
#include "exports/xml_text.h"
#include "records/edtf.h"
#include "trichluc/exports.h"

namespace trichluc {
namespace {

constexpr const char* kNamespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
constexpr const char* kAgent = "#trichluc";
constexpr const char* kUnknownDay = "0001-01-01";  // the schema wants a day in each FRBRdate

// The element of a kind of section, and what its eId begins with (naming convention, section 5.3).
struct Level {
  const char* element;
  const char* prefix;
};
Level LevelOf(const std::string& kind) {
  static const std::map<std::string, Level> levels = {
      {"part", {"part", "part"}},       {"chapter", {"chapter", "chp"}},    {"division", {"division", "dvs"}}, {"article", {"article", "art"}},
      {"clause", {"clause", "clause"}}, {"point", {"point", "point"}},      {"letter", {"point", "point"}},    {"roman", {"section", "sec"}},
      {"arabic", {"paragraph", "para"}}, {"annex", {"hcontainer", "hcontainer"}}};
  const auto found = levels.find(kind);
  return found == levels.end() ? Level{"level", "lvl"} : found->second;
}

// The text of a label as a part of an eId.
std::string IdPart(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool keeps = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    out += keeps ? c : '-';
  }
  return out.empty() ? "1" : out;
}

class Writer {
 public:
  explicit Writer(const Extraction& document) : all_(document), data_(document.document) {
    for (const Reference& reference : all_.references) references_.push_back(&reference);
    std::stable_sort(references_.begin(), references_.end(), [](const Reference* a, const Reference* b) { return a->span.start < b->span.start; });
  }

  std::string Write() {
    pugi::xml_node root = xml_.append_child("akomaNtoso");
    SetAttribute(root, "xmlns", kNamespace);
    const pugi::xml_node doc = AddElement(root, "doc");
    const std::string type = Slug(data_.type.value_or(""));
    SetAttribute(doc, "name", type.empty() ? "doc" : type);
    AddMeta(AddElement(doc, "meta"));
    AddPreface(doc);
    AddPreamble(doc);
    AddBody(AddElement(doc, "mainBody"));
    AddConclusions(doc);
    return WriteXml(xml_);
  }

 private:
  // ---- identification -----------------------------------------------------------------------------------------------------

  void AddMeta(pugi::xml_node meta) {
    const pugi::xml_node identification = AddElement(meta, "identification");
    SetAttribute(identification, "source", kAgent);
    const std::string work = IriOf(data_);
    const std::string expression = work + "/vie@" + (WholeDay(data_.date.value_or("")) ? *data_.date : "");
    AddWork(AddElement(identification, "FRBRWork"), work);
    const pugi::xml_node expressed = AddElement(identification, "FRBRExpression");
    AddCore(expressed, expression, "/!main", "");
    SetAttribute(AddElement(expressed, "FRBRlanguage"), "language", "vie");
    const pugi::xml_node manifested = AddElement(identification, "FRBRManifestation");
    AddCore(manifested, expression, "/!main.xml", ".akn");
    SetAttribute(AddElement(manifested, "FRBRformat"), "value", "application/xml");
    AddTerms(AddElement(meta, "references"));
  }

  void AddCore(pugi::xml_node level, const std::string& iri, const char* component, const char* ending) {
    SetAttribute(AddElement(level, "FRBRthis"), "value", iri + component);
    SetAttribute(AddElement(level, "FRBRuri"), "value", iri + ending);
    const auto days = DaysOfDate(data_.date.value_or(""));
    const pugi::xml_node date = AddElement(level, "FRBRdate");
    SetAttribute(date, "date", days && days->first ? IsoText(*days->first) : kUnknownDay);
    SetAttribute(date, "name", !days ? "unknown" : days->first_is_stated ? "issued" : "issued-within-" + *data_.date);
    SetAttribute(AddElement(level, "FRBRauthor"), "href", "#issuer");
  }

  void AddWork(pugi::xml_node work, const std::string& iri) {
    AddCore(work, iri, "/!main", "");
    SetAttribute(AddElement(work, "FRBRcountry"), "value", "vn");
    if (data_.type) SetAttribute(AddElement(work, "FRBRsubtype"), "value", Slug(*data_.type));
    if (data_.code) SetAttribute(AddElement(work, "FRBRnumber"), "value", *data_.code);
    if (data_.title) SetAttribute(AddElement(work, "FRBRname"), "value", *data_.title);
  }

  // ---- who is named -------------------------------------------------------------------------------------------------------

  void AddTerm(pugi::xml_node references, const char* element, const char* kind, const std::string& id, const std::string& name) {
    const pugi::xml_node term = AddElement(references, element);
    const std::string slug = Slug(name);
    SetAttribute(term, "eId", id);
    SetAttribute(term, "href", std::string("/akn/ontology/") + kind + "/vn/" + (slug.empty() ? "unknown" : slug));
    SetAttribute(term, "showAs", name.empty() ? "unknown" : name);
  }

  void AddTerms(pugi::xml_node references) {
    SetAttribute(references, "source", kAgent);
    AddTerm(references, "TLCOrganization", "organization", "trichluc", "trichluc");
    AddTerm(references, "TLCOrganization", "organization", "issuer", data_.issuer.value_or(""));
    if (data_.signer.name) AddTerm(references, "TLCPerson", "person", "signer", *data_.signer.name);
    if (data_.signer.position) AddTerm(references, "TLCRole", "role", "position", *data_.signer.position);
    std::set<std::string> named;
    const auto add = [&](const std::vector<std::string>& units) {
      for (const std::string& unit : units) {
        if (named.insert(unit).second) AddTerm(references, "TLCOrganization", "organization", Unique("org_" + Slug(unit)), unit);
      }
    };
    for (const Assignment& assignment : all_.assignments) {
      add(assignment.lead);
      add(assignment.with);
    }
    for (const Deadline& deadline : all_.deadlines) add(deadline.units);
  }

  std::string Unique(const std::string& id) {
    std::string unique = id;
    for (int count = 2; !ids_.insert(unique).second; ++count) unique = id + "-" + std::to_string(count);
    return unique;
  }

  // "sec_I__ref_1", "sec_I__ref_2"
  std::string Numbered(const std::string& id) { return Unique(id + "_" + std::to_string(++counts_[id])); }

  // The eId of the nearest element around, with what goes before a part of it; empty where none has one.
  static std::string IdAround(pugi::xml_node node) {
    for (; node; node = node.parent()) {
      if (const pugi::xml_attribute id = node.attribute("eId")) return std::string(id.value()) + "__";
    }
    return {};
  }

  // ---- text ---------------------------------------------------------------------------------------------------------------

  // The first reference that does not begin before a place.
  [[nodiscard]] std::vector<const Reference*>::const_iterator FirstFrom(std::size_t place) const {
    return std::lower_bound(references_.begin(), references_.end(), place, [](const Reference* r, std::size_t start) { return r->span.start < start; });
  }

  // The text of a record, with a link around each document that it names.
  void AddText(pugi::xml_node to, std::string_view text, Span span) {
    AddPlain(to, "");  // so that no line is broken before a link that comes first
    std::size_t done = 0;
    for (auto at = FirstFrom(span.start); at != references_.end() && (*at)->span.start < span.end; ++at) {
      const Reference& reference = **at;
      const std::size_t found = reference.text.empty() ? std::string_view::npos : text.find(reference.text, done);
      if (found == std::string_view::npos) continue;  // it is inside another
      AddPlain(to, text.substr(done, found - done));
      const pugi::xml_node link = AddElement(to, "ref", reference.text);
      SetAttribute(link, "eId", Numbered(IdAround(to) + "ref"));
      SetAttribute(link, "href", IriOf(reference));
      done = found + reference.text.size();
    }
    AddPlain(to, text.substr(done));
  }

  static void AddPlain(pugi::xml_node to, std::string_view text) { to.append_child(pugi::node_pcdata).set_value(XmlText(text).c_str()); }

  void AddBlock(pugi::xml_node to, const Block& block) {
    const pugi::xml_node paragraph = AddElement(to, "p");
    if (block.kind != "paragraph") SetAttribute(paragraph, "class", block.kind);
    AddText(paragraph, block.text, block.span);
  }

  // ---- the parts ----------------------------------------------------------------------------------------------------------

  // A paragraph of the preface with one element in it.
  static pugi::xml_node AddLine(pugi::xml_node to, const char* element, const std::optional<std::string>& text) {
    if (!text) return {};
    const pugi::xml_node line = AddElement(to, "p");
    AddPlain(line, "");  // so that no line is broken inside the paragraph
    const pugi::xml_node named = AddElement(line, element, *text);
    AddPlain(line, "");
    return named;
  }

  void AddPreface(pugi::xml_node doc) {
    if (!data_.issuer && !data_.code && !data_.symbol && !data_.date && !data_.place && !data_.type && !data_.title) return;
    const pugi::xml_node preface = AddElement(doc, "preface");
    AddLine(preface, "docAuthority", data_.issuer);
    AddLine(preface, "docNumber", data_.code ? data_.code : data_.symbol);
    AddPlaceAndDate(preface);
    AddLine(preface, "docType", data_.type);
    AddLine(preface, "docTitle", data_.title);
  }

  void AddPlaceAndDate(pugi::xml_node preface) {
    if (!data_.place && !data_.date) return;
    const pugi::xml_node line = AddElement(preface, "p");
    AddPlain(line, data_.place.value_or(""));
    if (!data_.date) return;
    if (data_.place) AddPlain(line, ", ");
    if (!WholeDay(*data_.date)) return AddPlain(line, *data_.date);
    SetAttribute(AddElement(line, "docDate", *data_.date), "date", *data_.date);
    AddPlain(line, "");
  }

  [[nodiscard]] bool IsOpening(const Block& block) const {
    return !block.section && !all_.sections.empty() && block.span.start < all_.sections.front().span.start;
  }

  [[nodiscard]] bool NamesBasis(const Block& block) const {
    for (auto at = FirstFrom(block.span.start); at != references_.end() && (*at)->span.start <= block.span.end; ++at) {
      if ((*at)->relation == "basis" && block.span.Contains((*at)->span)) return true;
    }
    return false;
  }

  void AddPreamble(pugi::xml_node doc) {
    pugi::xml_node preamble;
    pugi::xml_node citations;
    for (const Block& block : all_.blocks) {
      if (!IsOpening(block)) continue;
      if (!preamble) preamble = AddElement(doc, "preamble");
      if (!NamesBasis(block)) {
        citations = {};
        AddBlock(preamble, block);
        continue;
      }
      if (!citations) {
        citations = AddElement(preamble, "citations");
        SetAttribute(citations, "eId", Numbered("preamble__cits"));
      }
      const pugi::xml_node citation = AddElement(citations, "citation");
      SetAttribute(citation, "eId", Numbered("preamble__cit"));
      AddBlock(citation, block);
    }
  }

  // Sections in their parents, each with its blocks: in `intro` where sections follow in it, else in `content`.
  void AddBody(pugi::xml_node body) {
    std::unordered_map<std::string, std::vector<const Block*>> blocks;
    std::set<std::string> parents;
    for (const Section& section : all_.sections) parents.insert(section.parent.value_or(""));
    for (const Block& block : all_.blocks) {
      if (block.section) blocks[*block.section].push_back(&block);
    }
    std::unordered_map<std::string, pugi::xml_node> elements;
    for (const Section& section : all_.sections) {
      const auto parent = section.parent ? elements.find(*section.parent) : elements.end();
      const pugi::xml_node element = AddSection(parent == elements.end() ? body : parent->second, section);
      AddBlocks(element, blocks[section.path], parents.contains(section.path) ? "intro" : "content");
      blocks[section.path].clear();
      elements.emplace(section.path, element);
    }
    for (const Block& block : all_.blocks) {
      if (!block.section && !IsOpening(block)) AddBlock(body, block);
    }
    if (!body.first_child()) AddElement(body, "p");
  }

  pugi::xml_node AddSection(pugi::xml_node parent, const Section& section) {
    const Level level = LevelOf(section.kind);
    const std::string own = section.parent && section.path.starts_with(*section.parent + ".") ? section.path.substr(section.parent->size() + 1) : section.path;
    const std::string above = parent.attribute("eId").value();
    const pugi::xml_node element = AddElement(parent, level.element);
    SetAttribute(element, "eId", Unique((above.empty() ? "" : above + "__") + level.prefix + "_" + IdPart(own)));
    if (std::string_view(level.element) == "hcontainer") SetAttribute(element, "name", section.kind);
    if (!section.label.empty()) AddElement(element, "num", section.label);
    if (!section.heading.empty()) AddText(AddElement(element, "heading"), section.heading, section.span);
    return element;
  }

  void AddBlocks(pugi::xml_node section, const std::vector<const Block*>& blocks, const std::string& part) {
    if (blocks.empty() && part == "intro") return;
    const pugi::xml_node element = AddElement(section, part.c_str());
    SetAttribute(element, "eId", Unique(std::string(section.attribute("eId").value()) + "__" + part));
    for (const Block* block : blocks) AddBlock(element, *block);
    if (blocks.empty()) AddElement(element, "p");
  }

  void AddConclusions(pugi::xml_node doc) {
    const Signer& signer = data_.signer;
    if (data_.recipients.empty() && !signer.on_behalf && !signer.authority && !signer.position && !signer.name) return;
    const pugi::xml_node conclusions = AddElement(doc, "conclusions");
    for (const std::string& recipient : data_.recipients) SetAttribute(AddElement(conclusions, "p", recipient), "class", "recipient");
    for (const auto& line : {signer.on_behalf, signer.authority}) {
      if (line) SetAttribute(AddElement(conclusions, "p", *line), "class", "authority");
    }
    AddSigner(conclusions, "role", "position", signer.position);
    AddSigner(conclusions, "person", "signer", signer.name);
  }

  static void AddSigner(pugi::xml_node to, const char* element, const char* term, const std::optional<std::string>& text) {
    const pugi::xml_node named = AddLine(to, element, text);
    if (!named) return;
    SetAttribute(named, "eId", std::string("conclusions__") + term);
    SetAttribute(named, "refersTo", std::string("#") + term);
  }

  const Extraction& all_;
  const DocumentData& data_;
  std::vector<const Reference*> references_;  // in the order of the source
  std::map<std::string, int> counts_;         // of numbered eIds
  std::set<std::string> ids_{"trichluc", "issuer", "signer", "position"};
  pugi::xml_document xml_;
};

}  // namespace

std::string ToAkomaNtoso(const Extraction& extraction) { return Writer(extraction).Write(); }

}  // namespace trichluc
