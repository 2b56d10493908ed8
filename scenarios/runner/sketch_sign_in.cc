#include <algorithm>
#include <array>

#include "emulator/base64.h"
#include "policy_engine/program.h"
#include "policy_engine/store.h"
#include "scenarios/runner/samples.h"
#include "scenarios/runner/sketches.h"

namespace wmsim {
namespace {

// A server's chain of Samples(), for ocs.contoso.com: what is wrong with it, where its root is, and whether the
// signature of the server's own certificate is to be altered.
struct Chain {
  std::string_view name;
  std::string_view sample;
  std::string_view root;
  bool is_altered;
  bool uses_sha2;
  bool issuers_good;
};
constexpr auto kChains = std::to_array<Chain>({
    {"ocs-chain.pem", "ocs-chain.pem", "contoso-root.cer", false, false, true},
    {"ocs-altered.pem", "ocs-chain.pem", "contoso-root.cer", true, false, true},
    {"ocs-sha512.pem", "ocs-sha512.pem", "sha512-root.cer", false, true, true},
    {"ocs-sha512-altered.pem", "ocs-sha512.pem", "sha512-root.cer", true, true, true},
    {"ocs-under-leaf.pem", "ocs-under-leaf.pem", "contoso-root.cer", false, false, false},
    {"ocs-under-leaf-altered.pem", "ocs-under-leaf.pem", "contoso-root.cer", true, false, false},
});

constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----\n";
constexpr std::string_view kEnd = "-----END CERTIFICATE-----\n";

// The chain with another last byte of the first signature: it still reads, and no longer verifies.
std::string WithAlteredSignature(std::string_view chain) {
  constexpr std::size_t kLine = 64;
  const std::size_t end = chain.find(kEnd);
  std::string der = DecodeBase64(chain.substr(kBegin.size(), end - kBegin.size())).value_or("");
  if (!der.empty()) der.back() = static_cast<char>(der.back() ^ 1);
  const std::string text = EncodeBase64(der);
  std::string altered(kBegin);
  for (std::size_t at = 0; at < text.size(); at += kLine) altered += text.substr(at, kLine) + "\n";
  return altered += chain.substr(end);
}

}  // namespace

std::vector<Draft> SketchSignIn(const Draft& start) {
  const bool hashes_known = start.Wants(FieldId::kHashesKnown);
  const bool signatures_good = start.Wants(FieldId::kSignatures);
  const bool issuers_good = start.Wants(FieldId::kIssuersGood);
  const bool root_there = start.Wants(FieldId::kRootThere);
  const bool dates_valid = start.Wants(FieldId::kDates);
  const bool is_good = root_there && hashes_known && signatures_good && issuers_good && dates_valid;
  const bool seen_good = start.Wants(FieldId::kSeenGood);
  const auto* const chain = std::ranges::find_if(kChains, [&](const Chain& row) {
    const bool is_known = !row.uses_sha2 || start.device().knows_sha2.value;
    return is_known == hashes_known && row.is_altered != signatures_good && row.issuers_good == issuers_good;
  });
  if (chain == kChains.end() || (seen_good && !is_good)) return {};
  Draft draft = start;
  const std::string_view bytes = FindSample(chain->sample)->bytes;
  draft.Bring(chain->name, chain->is_altered ? WithAlteredSignature(bytes) : std::string(bytes));
  if (is_good && !seen_good) {
    draft.Give("running", ListNode({WordNode(kCommunicatorMobile)}));
    draft.BringSample(chain->root);
    draft.Prepare("store-add", MappingNode({{"file", WordNode(chain->root)}, {"store", WordNode(kRootStore)}}));
  } else if (root_there) {
    draft.GiveCertificate(kRootStore, chain->root);
  }
  if (!dates_valid) draft.Give("clock", WordNode("2030-01-01T00:00:00Z"));
  draft.Do("sign-in");
  draft.Say("chain", WordNode(chain->name));
  draft.Say("host", WordNode(start.Wants(FieldId::kHost) ? "ocs.contoso.com" : "www.fabrikam.com"));
  return {draft};
}

}  // namespace wmsim
