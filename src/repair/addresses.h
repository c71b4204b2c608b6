// Addresses of the web and of mail, and names of files: tinh.vn, ab@c.vn, ke_hoach.pdf. Their letters are no words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trichluc/span.h"

namespace trichluc {

class AddressReader {
 public:
  // `endings` of names, in lower case, without the full stop: vn, pdf.
  explicit AddressReader(std::vector<std::string> endings) : endings_(std::move(endings)) {}

  // Where addresses stand, in order.
  [[nodiscard]] std::vector<Span> Read(std::string_view text) const;

  // `stretch` stands between two spaces.
  [[nodiscard]] bool IsAddress(std::string_view stretch) const;

 private:
  [[nodiscard]] bool IsName(std::string_view name) const;

  std::vector<std::string> endings_;
};

}  // namespace trichluc
