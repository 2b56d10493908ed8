#include "emulator/chain.h"

#include <algorithm>
#include <set>

namespace wmsim {
namespace {

// A device follows a chain no further than this; the kit says so of the chains of signed programs [ak, inferred here].
constexpr int kMaxDepth = 10;

class Builder {
 public:
  Builder(const std::vector<CertificateRows::Row>& roots, const std::vector<CertificateRows::Row>& intermediates,
          UnixTime clock)
      : roots_(roots), intermediates_(intermediates), clock_(clock) {}

  ChainVerdict Run(const std::vector<CertificatePtr>& chain) {
    CertificatePtr current = chain.front();
    for (int depth = 0; depth < kMaxDepth; ++depth) {
      NoteDates(current->subject, current->not_before, current->not_after);
      if (const auto* root = FindByThumbprint(*current)) return EndAt(*root, true);
      if (const auto* root = FindIssuingRoot(*current)) return EndAtIssuer(*root, current, chain);
      CertificatePtr issuer = FindIssuer(*current, chain);
      if (issuer == nullptr) break;
      NoteSignature(current, *issuer);
      current = std::move(issuer);
    }
    verdict_.wanted_issuer = current->issuer;
    return verdict_;
  }

 private:
  using Row = CertificateRows::Row;

  const Row* FindByThumbprint(const Certificate& certificate) const {
    if (!certificate.self_issued) return nullptr;
    const auto row =
        std::ranges::find_if(roots_, [&](const Row& r) { return r.key.thumbprint == certificate.thumbprint; });
    return row != roots_.end() ? &*row : nullptr;
  }

  // The root whose name is the certificate's issuer; one whose key made the signature comes before others.
  const Row* FindIssuingRoot(const Certificate& certificate) const {
    if (certificate.self_issued && certificate.self_signed != SelfSigned::kNo) return nullptr;
    const Row* by_name = nullptr;
    for (const Row& row : roots_) {
      const CertificatePtr& root = row.value->certificate;
      if (root != nullptr && !root->self_issued) continue;  // in the store, but no root [blogcab]
      const bool named =
          root != nullptr ? NamesIssuer(certificate, *root) : row.value->row->subject == certificate.issuer;
      if (!named) continue;
      if (root != nullptr && CheckSignature(certificate, *root) == SignatureCheck::kGood) return &row;
      if (by_name == nullptr) by_name = &row;
    }
    return by_name;
  }

  // The certificate whose name is the issuer, from what the server sent and then from the CA store; one whose key made
  // the signature comes before others. Each serves once, so that a circle ends.
  CertificatePtr FindIssuer(const Certificate& certificate, const std::vector<CertificatePtr>& sent) {
    std::vector<CertificatePtr> candidates = sent;
    for (const Row& row : intermediates_) candidates.push_back(row.value->certificate);
    CertificatePtr issuer;
    for (const CertificatePtr& candidate : candidates) {
      const bool usable = candidate != nullptr && candidate->thumbprint != certificate.thumbprint &&
                          !used_.contains(candidate->thumbprint) && NamesIssuer(certificate, *candidate);
      if (!usable) continue;
      const bool good = CheckSignature(certificate, *candidate) == SignatureCheck::kGood;
      if (good || issuer == nullptr) issuer = candidate;
      if (good) break;
    }
    if (issuer != nullptr) used_.insert(issuer->thumbprint);
    return issuer;
  }

  void NoteSignature(const CertificatePtr& signed_one, const Certificate& issuer) {
    verdict_.signed_by_others.push_back(signed_one);
    const Certificate& certificate = *signed_one;
    if (CheckSignature(certificate, issuer) == SignatureCheck::kGood || !verdict_.signatures_good) return;
    verdict_.signatures_good = false;
    verdict_.bad_signature = certificate.subject;
  }

  void NoteDates(std::string_view subject, std::optional<UnixTime> from, std::optional<UnixTime> to) {
    const bool valid = from && to && *from <= clock_ && clock_ <= *to;
    if (valid || !verdict_.dates_valid) return;
    verdict_.dates_valid = false;
    verdict_.outside_validity = subject;
  }

  ChainVerdict EndAt(const Row& root, bool checked) {
    verdict_.root =
        FoundRoot{root.key.thumbprint, std::string(SubjectOf(*root.value)), root.key.store, root.key.part, checked};
    return verdict_;
  }

  ChainVerdict EndAtIssuer(const Row& root, const CertificatePtr& last, const std::vector<CertificatePtr>& sent) {
    NoteDates(SubjectOf(*root.value), NotBefore(*root.value), NotAfter(*root.value));
    const CertificatePtr bytes = BytesOf(root, sent);
    if (bytes == nullptr) {
      verdict_.signed_by_others.push_back(last);
      return EndAt(root, false);
    }
    NoteSignature(last, *bytes);
    return EndAt(root, true);
  }

  // The certificate of a root: its own, or the one that the server sent where only the row is known.
  static CertificatePtr BytesOf(const Row& root, const std::vector<CertificatePtr>& sent) {
    if (root.value->certificate != nullptr) return root.value->certificate;
    const auto same = [&](const CertificatePtr& c) { return c->thumbprint == root.key.thumbprint; };
    const auto found = std::ranges::find_if(sent, same);
    return found != sent.end() ? *found : nullptr;
  }

  const std::vector<Row>& roots_;
  const std::vector<Row>& intermediates_;
  const UnixTime clock_;
  std::set<Thumbprint> used_;
  ChainVerdict verdict_;
};

}  // namespace

ChainVerdict BuildChain(const std::vector<CertificatePtr>& chain, const std::vector<CertificateRows::Row>& roots,
                        const std::vector<CertificateRows::Row>& intermediates, UnixTime clock) {
  return Builder(roots, intermediates, clock).Run(chain);
}

}  // namespace wmsim
