#include "records/identity.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

namespace trichluc {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr int kIdDigits = 10;

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

// SHA-256 after FIPS 180-4, section 6.2. The names are the standard's.
class Sha256 {
 public:
  static constexpr std::size_t kBlock = 64;
  using Digest = std::array<std::uint32_t, 8>;

  void Process(const unsigned char* block);
  [[nodiscard]] const Digest& digest() const { return h_; }

 private:
  Digest h_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
};

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
constexpr std::array<std::uint32_t, 64> kK = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t BigEndian(const unsigned char* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

// One of the 64 steps. The standard moves all eight variables along after each step; here the caller passes them in turned
// order instead, which saves the moves.
inline void Step(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t& d, std::uint32_t e, std::uint32_t f,
                 std::uint32_t g, std::uint32_t& h, std::uint32_t k_and_w) {
  const std::uint32_t sum1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
  const std::uint32_t choice = g ^ (e & (f ^ g));
  const std::uint32_t t1 = h + sum1 + choice + k_and_w;
  const std::uint32_t sum0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
  const std::uint32_t majority = (a & b) | (c & (a | b));
  d += t1;
  h = t1 + sum0 + majority;
}

void Sha256::Process(const unsigned char* block) {
  std::array<std::uint32_t, 64> w{};
  for (std::size_t t = 0; t < 16; ++t) w[t] = BigEndian(block + 4 * t);
  for (std::size_t t = 16; t < 64; ++t) {
    const std::uint32_t s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ w[t - 15] >> 3;
    const std::uint32_t s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ w[t - 2] >> 10;
    w[t] = s1 + w[t - 7] + s0 + w[t - 16];
  }
  auto [a, b, c, d, e, f, g, h] = h_;
  for (std::size_t t = 0; t < 64; t += 8) {
    Step(a, b, c, d, e, f, g, h, kK[t] + w[t]);
    Step(h, a, b, c, d, e, f, g, kK[t + 1] + w[t + 1]);
    Step(g, h, a, b, c, d, e, f, kK[t + 2] + w[t + 2]);
    Step(f, g, h, a, b, c, d, e, kK[t + 3] + w[t + 3]);
    Step(e, f, g, h, a, b, c, d, kK[t + 4] + w[t + 4]);
    Step(d, e, f, g, h, a, b, c, kK[t + 5] + w[t + 5]);
    Step(c, d, e, f, g, h, a, b, kK[t + 6] + w[t + 6]);
    Step(b, c, d, e, f, g, h, a, kK[t + 7] + w[t + 7]);
  }
  const Digest change = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < h_.size(); ++i) h_[i] += change[i];
}

}  // namespace

std::string RecordId(std::string_view kind, std::string_view content, std::size_t start) {
  Hash hash;
  hash.Add(kind);
  hash.Add(std::uint64_t{kind.size()});  // so that kind and content cannot trade letters
  hash.Add(content);
  hash.Add(std::uint64_t{start});
  const std::uint64_t mixed = hash.Mixed();
  std::string id(1, KindLetter(kind));
  for (int digit = 0; digit < kIdDigits; ++digit) id += kHex[mixed >> (60 - 4 * digit) & 0x0F];
  return id;
}

std::string RecordIds::Make(std::string_view kind, std::string_view content, std::size_t start) {
  std::string id = RecordId(kind, content, start);
  for (int count = 2; !given_.insert(id).second; ++count) {
    id = RecordId(kind, std::string(content) + '\n' + std::to_string(count), start);
  }
  return id;
}

std::string Sha256Hex(std::string_view bytes) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  const std::size_t whole = bytes.size() / Sha256::kBlock * Sha256::kBlock;
  Sha256 sha;
  for (std::size_t at = 0; at < whole; at += Sha256::kBlock) sha.Process(data + at);

  // The rest, a one bit, zeros, and the length in bits fill one block or two.
  std::array<unsigned char, 2 * Sha256::kBlock> tail{};
  const std::size_t rest = bytes.size() - whole;
  if (rest > 0) std::memcpy(tail.data(), data + whole, rest);
  tail[rest] = 0x80;
  const std::size_t end = rest + 1 + 8 <= Sha256::kBlock ? Sha256::kBlock : 2 * Sha256::kBlock;
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (std::size_t i = 0; i < 8; ++i) tail[end - 1 - i] = static_cast<unsigned char>(bits >> 8 * i);
  for (std::size_t at = 0; at < end; at += Sha256::kBlock) sha.Process(tail.data() + at);

  std::string hex;
  for (const std::uint32_t word : sha.digest()) {
    for (int shift = 28; shift >= 0; shift -= 4) hex += kHex[word >> shift & 0x0F];
  }
  return hex;
}

}  // namespace trichluc
