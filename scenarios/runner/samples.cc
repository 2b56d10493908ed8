#include "scenarios/runner/samples.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace wmsim {
namespace {

using namespace std::string_view_literals;

struct Embedded {
  std::string_view name;
  std::string_view bytes;
};
constexpr auto kEmbedded = std::to_array<Embedded>({
#include "samples.inc"
});

// A file that was not embedded does not compile.
consteval std::string_view BytesOf(std::string_view name) {
  for (const Embedded& file : kEmbedded) {
    if (file.name == name) return file.bytes;
  }
  std::abort();
}

constexpr auto kSamples = std::to_array<Sample>({
    {"contoso-root.cer", BytesOf("contoso-root.cer"), "a private root"},
    {"contoso-root.b64.cer", BytesOf("contoso-root.b64.cer"), "the same in Base64"},
    {"contoso-intermediate.cer", BytesOf("contoso-intermediate.cer"), "an authority below contoso-root"},
    {"contoso-intermediate.pem.cer", BytesOf("contoso-intermediate.pem.cer"), "the same as PEM"},
    {"contoso-leaf.cer", BytesOf("contoso-leaf.cer"), "a server's certificate below contoso-intermediate"},
    {"contoso-twice.p7b", BytesOf("contoso-twice.p7b"), "contoso-root in a PKCS#7 file, twice"},
    {"contoso-bundle.p7b", BytesOf("contoso-bundle.p7b"), "contoso-root and contoso-intermediate in a PKCS#7 file"},
    {"empty.p7b", BytesOf("empty.p7b"), "a PKCS#7 file without a certificate"},
    {"user.cer", BytesOf("user.cer"), "a person's certificate below contoso-intermediate"},
    {"user.pfx", BytesOf("user.pfx"), "the same with its private key, without a password"},
    {"key-only.pfx", BytesOf("key-only.pfx"), "a private key without a certificate"},
    {"user-rc2.pfx", BytesOf("user-rc2.pfx"), "a person's certificate and key under the password contoso"},
    {"user-unknown-cipher.p12", BytesOf("user-unknown-cipher.p12"), "the same under a cipher that nobody knows"},
    {"sha512-root.cer", BytesOf("sha512-root.cer"), "a private root, signed with SHA-512"},
    {"ocs-chain.pem", BytesOf("ocs-chain.pem"), "a server's chain below contoso-root, for ocs.contoso.com"},
    {"ocs-sha512.pem", BytesOf("ocs-sha512.pem"), "a server's chain below sha512-root"},
    {"game.exe", BytesOf("game.exe"), "an unsigned program for ARM"},
    {"ocs-under-leaf.pem", BytesOf("ocs-under-leaf.pem"), "a server's chain whose issuer is no authority"},
});

}  // namespace

std::span<const Sample> Samples() { return kSamples; }

const Sample* FindSample(std::string_view name) {
  const auto row = std::ranges::find(kSamples, name, &Sample::name);
  return row != kSamples.end() ? &*row : nullptr;
}

}  // namespace wmsim
