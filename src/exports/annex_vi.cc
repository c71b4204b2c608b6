#include "trichluc/exports.h"
std::string trichluc::ToAnnexVi(const Extraction&, const ExportWording&) { return {}; }
std::string trichluc::ToAkomaNtoso(const Extraction&) { return {}; }
std::string trichluc::ToAnnotations(const Extraction&, std::string_view) { return {}; }
