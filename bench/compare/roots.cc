// Reading the public roots of Debian's ca-certificates: wmsim beside a plain program (plain_openssl_roots.h), in turns.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "bench/compare/plain_openssl_roots.h"
#include "emulator/certificate_file.h"
#include "scenarios/runner/files.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "/usr/share/ca-certificates/mozilla";
constexpr std::size_t kPairs = 21;

bool ReadByWmsim(std::string_view der) {
  const auto file = ReadCertificateFile(der);
  return file.ok() && file.value().certificates.at(0)->self_signed == SelfSigned::kYes;
}

// The roots in DER form, so that neither side decodes text; none where the package is not installed.
std::vector<std::string> LoadRoots() {
  std::vector<std::string> roots;
  if (!fs::is_directory(kFolder)) return roots;
  for (const fs::directory_entry& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".crt") continue;
    const auto text = ReadHostFile(entry.path(), kMaxCertificateBytes);
    roots.push_back(ReadCertificateFile(text.value()).value().certificates.at(0)->der);
  }
  return roots;
}

// The time of reading every root once. A signature that is not good ends the program: the two would not do the same.
template <class Read>
std::chrono::duration<double> TimeOf(Read read, const std::vector<std::string>& roots) {
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& der : roots) {
    if (read(der)) continue;
    std::fputs("roots: a signature is not good\n", stderr);
    std::exit(1);
  }
  return std::chrono::steady_clock::now() - start;
}

void Compare(const std::vector<std::string>& roots) {
  std::vector<double> speeds;
  for (std::size_t i = 0; i < kPairs; ++i) {
    const auto plain = TimeOf(ReadPlainly, roots);
    speeds.push_back(plain / TimeOf(ReadByWmsim, roots));
  }
  std::ranges::sort(speeds);
  std::printf("roots: %zu certificates, wmsim at %.2f of plain OpenSSL (median of %zu pairs)\n", roots.size(),
              speeds[kPairs / 2], kPairs);
}

}  // namespace
}  // namespace wmsim

int main() {
  const auto roots = wmsim::LoadRoots();
  if (roots.empty()) {
    std::printf("roots: skipped, there is no %s (package ca-certificates)\n", wmsim::kFolder);
  } else {
    wmsim::Compare(roots);
  }
}
