#include "records/identity.h"

#include <nettle/sha2.h>

#include <array>
#include <cstdint>
#include <utility>

namespace trichluc {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr int kIdBits = 40;

// FNV-1a, one byte at a time.
class Hash {
 public:
  void Add(std::string_view bytes) {
    for (const char byte : bytes) Add(static_cast<unsigned char>(byte));
  }
  void Add(std::uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) Add(static_cast<unsigned char>(number >> shift));
  }
  void Add(unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001B3ULL; }

  // FNV spreads the last bytes poorly over the upper bits, and only those are shown: two rounds of multiply and shift
  // (the finish of MurmurHash3) mix them.
  [[nodiscard]] std::uint64_t Mixed() const {
    std::uint64_t hash = state_;
    hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDULL;
    hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53ULL;
    return hash ^ hash >> 33;
  }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325ULL;
};

char KindLetter(std::string_view kind) {
  constexpr std::array<std::pair<std::string_view, char>, 6> kLetters = {{{"sections", 's'},
                                                                          {"blocks", 'b'},
                                                                          {"references", 'r'},
                                                                          {"assignments", 'a'},
                                                                          {"targets", 't'},
                                                                          {"deadlines", 'd'}}};
  for (const auto& [name, letter] : kLetters) {
    if (name == kind) return letter;
  }
  return 'x';
}

// Forty bits of hash below the letter.
std::uint64_t IdNumber(std::string_view kind, std::string_view content, std::size_t start) {
  Hash hash;
  hash.Add(kind);
  hash.Add(std::uint64_t{kind.size()});  // so that kind and content cannot trade letters
  hash.Add(content);
  hash.Add(std::uint64_t{start});
  return static_cast<std::uint64_t>(KindLetter(kind)) << kIdBits | hash.Mixed() >> (64 - kIdBits);
}

std::string IdText(std::uint64_t number) {
  std::string id(1, static_cast<char>(number >> kIdBits));
  for (int shift = kIdBits - 4; shift >= 0; shift -= 4) id += kHex[number >> shift & 0x0F];
  return id;
}

}  // namespace

std::string RecordId(std::string_view kind, std::string_view content, std::size_t start) {
  return IdText(IdNumber(kind, content, start));
}

std::string RecordIds::Make(std::string_view kind, std::string_view content, std::size_t start) {
  const std::uint64_t first = IdNumber(kind, content, start);
  if (given_.insert(first).second) return IdText(first);
  int& count = repeats_.try_emplace(first, 2).first->second;
  for (;; ++count) {
    const std::uint64_t number = IdNumber(kind, std::string(content) + '\n' + std::to_string(count), start);
    if (given_.insert(number).second) return IdText(number);
  }
}

std::string Sha256Hex(std::string_view bytes) {
  sha256_ctx state;
  sha256_init(&state);
  sha256_update(&state, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&state, digest.size(), digest.data());
  std::string hex;
  for (const std::uint8_t byte : digest) hex.append(1, kHex[byte >> 4]).append(1, kHex[byte & 0x0F]);
  return hex;
}

}  // namespace trichluc
