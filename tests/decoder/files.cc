#include "files.h"

#include <archive.h>
#include <archive_entry.h>

#include <stdexcept>

#include "support/encodings.h"

namespace trichluc::testing {
namespace {

constexpr const char* kOdtNames =
    "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "
    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
    "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' "
    "xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'";

}  // namespace

DecoderPool& Decoders() {
  static DecoderPool pool(TRICHLUC_DECODER, [] {
    DecoderLimits limits;
    limits.unpacked = 100'000'000;
    limits.text = 20'000'000;
    limits.stall = std::chrono::seconds(60);
    return limits;
  }(), Charsets::TablesOf(LoadGrammarTexts({}).value()));
  return pool;
}

std::string Decoded(std::string_view bytes) {
  const Result<PagedText> paged = Decoders().Decode({.name = "a", .bytes = bytes});
  return paged ? paged->text : "error: " + paged.error().message;
}

std::string Zip(const std::vector<std::pair<std::string, std::string>>& files, bool packed) {
  std::size_t room = std::size_t{1} << 20;
  for (const auto& [name, bytes] : files) room += bytes.size() + name.size() + 1024;
  std::string out(room, '\0');
  std::size_t used = 0;
  archive* const made = archive_write_new();
  archive_write_set_format_zip(made);
  archive_write_set_options(made, packed ? "zip:compression=deflate" : "zip:compression=store");
  archive_write_open_memory(made, out.data(), out.size(), &used);
  for (const auto& [name, bytes] : files) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    if (archive_write_header(made, entry) != ARCHIVE_OK) throw std::runtime_error(archive_error_string(made));
    archive_write_data(made, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(made);
  archive_write_free(made);
  out.resize(used);
  return out;
}

std::string Docx(const std::string& body, const std::vector<std::pair<std::string, std::string>>& parts) {
  const std::string names =
      " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "
      "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'";
  std::vector<std::pair<std::string, std::string>> files = {
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels",
       "<Relationships><Relationship Type='http://x/officeDocument' Target='word/document.xml'/></Relationships>"},
      {"word/document.xml",
       "<?xml version='1.0' encoding='UTF-8'?><w:document" + names + "><w:body>" + body + "</w:body></w:document>"},
  };
  for (const auto& [name, xml] : parts) files.emplace_back(name, "<w:root" + names + ">" + xml + "</w:root>");
  return Zip(files);
}

std::string Odt(const std::string& text, const std::string& automatic_styles, const std::string& styles) {
  const std::string names = kOdtNames;
  return Zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
              {"styles.xml", "<office:document-styles " + names + "><office:styles>" + styles +
                                 "</office:styles></office:document-styles>"},
              {"content.xml", "<office:document-content " + names + "><office:automatic-styles>" + automatic_styles +
                                  "</office:automatic-styles><office:body><office:text>" + text +
                                  "</office:text></office:body></office:document-content>"}});
}

std::string Pdf(const std::vector<std::string>& contents, const std::vector<std::string>& fonts) {
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", ""};
  std::string names;
  for (std::size_t i = 0; i < fonts.size(); ++i) {
    objects.push_back(fonts[i]);
    names += "/F" + std::to_string(i + 1) + " " + std::to_string(objects.size()) + " 0 R ";
  }
  std::string kids;
  for (const std::string& content : contents) {
    objects.push_back("<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream");
    const std::string number = std::to_string(objects.size());
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents " + number +
                      " 0 R /Resources << /Font << " + names + ">> >> >>");
    kids += std::to_string(objects.size()) + " 0 R ";
  }
  objects[1] = "<< /Type /Pages /Count " + std::to_string(contents.size()) + " /Kids [ " + kids + "] >>";
  std::string out = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    offsets.push_back(out.size());
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t table = out.size();
  out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t offset : offsets) {
    const std::string number = std::to_string(offset);
    out += std::string(10 - number.size(), '0') + number + " 00000 n \n";
  }
  out += "trailer << /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R >>\nstartxref\n" +
         std::to_string(table) + "\n%%EOF\n";
  return out;
}

}  // namespace trichluc::testing
