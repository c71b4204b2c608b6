// The data of outgoing documents after Decree 30/2020/NĐ-CP, Annex VI, part II, table I: names of fields, their order, and how
// long each may be.
#include <array>

#include "exports/wording.h"
#include "exports/xml_text.h"
#include "records/edtf.h"
#include "text/utf8.h"
#include "trichluc/exports.h"

namespace trichluc {
namespace {

// As many characters as the table allows, cut behind a word.
std::string Fitting(const std::string& text, std::size_t characters) {
  if (CountChars(text) <= characters) return text;
  std::size_t end = 0;
  std::size_t word = 0;
  for (std::size_t count = 0; count < characters; ++count) {
    if (text[end] == ' ') word = end;
    end += CharBytes(text[end]);
  }
  if (text[end] == ' ' || word == 0) word = end;
  return text.substr(0, word);
}

void Add(pugi::xml_node to, const char* name, const std::optional<std::string>& text, std::size_t characters) {
  AddElement(to, name, Fitting(text.value_or(""), characters));
}

void AddEmpty(pugi::xml_node to, const char* name) { AddElement(to, name); }

// dd/mm/yyyy is ten characters, as the table asks; a date that names no day has no such form.
std::string DateOf(const std::optional<std::string>& edtf) {
  const auto day = WholeDay(edtf.value_or(""));
  if (!day) return {};
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(DayOf(*day)) + "/" + two(MonthOf(*day)) + "/" + std::to_string(YearOf(*day));
}

void AddFileCode(pugi::xml_node to) {
  const pugi::xml_node code = AddElement(to, "FileCode");
  for (const char* name : {"OrganId", "FileCatalog", "FileNotation"}) AddEmpty(code, name);
}

void AddSigner(pugi::xml_node to, const Signer& signer) {
  const pugi::xml_node info = AddElement(to, "SignerInfo");
  Add(info, "Position", signer.position, 100);
  Add(info, "FullName", signer.name, 50);
}

// One field for each recipient: the table has one, and documents have many.
void AddRecipients(pugi::xml_node to, const std::vector<std::string>& recipients) {
  for (const std::string& recipient : recipients) {
    const pugi::xml_node field = AddElement(to, "To");
    AddEmpty(field, "OrganId");
    Add(field, "OrganName", recipient, 200);
  }
  if (!recipients.empty()) return;
  const pugi::xml_node field = AddElement(to, "To");
  AddEmpty(field, "OrganId");
  AddEmpty(field, "OrganName");
}

}  // namespace

std::string ToAnnexVi(const Extraction& extraction, const ExportWording& wording) {
  const DocumentData& data = extraction.document;
  const auto pages = extraction.source.pages;
  pugi::xml_document xml;
  const pugi::xml_node root = xml.append_child("Document");
  AddFileCode(root);
  AddEmpty(root, "DocOrdinal");
  Add(root, "TypeName", data.type, 100);
  Add(root, "CodeNumber", data.number, 11);
  Add(root, "CodeNotation", data.symbol, 30);
  AddElement(root, "IssuedDate", DateOf(data.date));
  Add(root, "OrganName", data.issuer, 200);
  Add(root, "Subject", data.title, 500);
  Add(root, "Language", wording.words_->Text("annex_vi.language"), 30);
  AddElement(root, "PageAmount", pages && *pages < 1000 ? std::to_string(*pages) : "");
  AddEmpty(root, "Description");
  AddSigner(root, data.signer);
  AddRecipients(root, data.recipients);
  for (const char* name : {"Priority", "IssuedAmount", "DueDate"}) AddEmpty(root, name);
  return WriteXml(xml);
}

}  // namespace trichluc
