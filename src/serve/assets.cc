#include "serve/assets.h"

#include "serve/pages.h"
#include "trichluc/report.h"
#include "trichluc/version.h"

namespace trichluc::serve {

Response Asset(std::string_view name) {
  std::string_view text;
  if (name == "report.css") text = ReportStyle();
  if (name == "report.js") text = ReportScript();
  for (const AssetFile& file : ServeAssets()) {
    if (file.path == name) text = file.text;
  }
  if (text.empty()) return Response::Text(404, "There is no such file.\n");
  const char* const type = name.ends_with(".css") ? "text/css; charset=utf-8" : name.ends_with(".js") ? "text/javascript; charset=utf-8" : "image/svg+xml";
  return {200, type, std::string(text), {{"Cache-Control", "private, max-age=300"}}};
}

}  // namespace trichluc::serve
