// The rows of a document as bytes, value behind value: made on the thread that read it, and put into the database on another.
//
// A value is a byte that says what it is, and what it holds: an integer and the length of a text as packed numbers, a real number as
// it is in memory. They never leave the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "index/database.h"
#include "index/packed_numbers.h"
#include "index/schema.h"

namespace trichluc {

// A name that a row has the number of, which only the database knows: the n-th of the document's names of that table.
struct NamePlace {
  NameTable table{};
  std::size_t at = 0;
};

class RowBytes {
 public:
  void Add(std::monostate) { Begin(Kind::kNull); }
  void Add(std::int64_t value) {
    Begin(Kind::kInteger);
    PutNumber(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63), bytes_);  // small ones of both signs are short
  }
  void Add(int value) { Add(std::int64_t{value}); }
  void Add(std::size_t value) { Add(static_cast<std::int64_t>(value)); }  // of bytes, rows or places
  void Add(double value) {
    Begin(Kind::kReal);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void Add(std::string_view text) { AddBytes(Kind::kText, text); }
  void Add(const std::string& text) { AddBytes(Kind::kText, text); }
  void Add(const BlobView& blob) { AddBytes(Kind::kBlob, blob.bytes); }
  void Add(NamePlace name) {
    Begin(Kind::kName);
    bytes_ += static_cast<char>(name.table);
    PutNumber(name.at, bytes_);
  }
  template <typename Value>
  void Add(const std::optional<Value>& value) {
    if (value) Add(*value);
    else Begin(Kind::kNull);
  }

  [[nodiscard]] const std::string& bytes() const { return bytes_; }

  enum class Kind : char { kNull, kInteger, kReal, kText, kBlob, kName };

 private:
  void Begin(Kind kind) { bytes_ += static_cast<char>(kind); }
  void AddBytes(Kind kind, std::string_view value) {
    Begin(kind);
    PutText(value, bytes_);
  }

  std::string bytes_;
};

// Reads them again. The values are views of the bytes.
class RowBytesReader {
 public:
  explicit RowBytesReader(std::string_view bytes) : reader_(bytes) {}

  [[nodiscard]] bool done() const { return reader_.done(); }
  // number_of(NamePlace) gives the number of a name.
  template <typename NumberOf>
  SqlView Next(NumberOf&& number_of) {
    switch (static_cast<RowBytes::Kind>(reader_.Next())) {
      case RowBytes::Kind::kInteger: {
        const std::uint64_t value = reader_.Next();
        return static_cast<std::int64_t>(value >> 1 ^ (~(value & 1) + 1));
      }
      case RowBytes::Kind::kReal: {
        double value = 0;
        std::memcpy(&value, reader_.Take(sizeof value).data(), sizeof value);
        return value;
      }
      case RowBytes::Kind::kText: return reader_.NextText();
      case RowBytes::Kind::kBlob: return BlobView{reader_.NextText()};
      case RowBytes::Kind::kName: {
        const auto table = static_cast<NameTable>(reader_.Next());
        return number_of(NamePlace{table, static_cast<std::size_t>(reader_.Next())});
      }
      case RowBytes::Kind::kNull: break;
    }
    return {};
  }

 private:
  NumberReader reader_;
};

}  // namespace trichluc
