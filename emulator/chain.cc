#include "emulator/chain.h"

#include <algorithm>
#include <set>
#include <span>

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
    path_.push_back(chain.front());
    FindRoot(chain);
    CheckSignatures();
    CheckIssuers();
    return verdict_;
  }

 private:
  using Row = CertificateRows::Row;

  void FindRoot(const std::vector<CertificatePtr>& chain) {
    for (int depth = 0; depth < kMaxDepth; ++depth) {
      const Certificate& current = *path_.back();
      NoteDates(current.subject, current.not_before, current.not_after);
      if (const auto* root = FindByThumbprint(current)) return EndAt(*root, true);
      if (const auto* root = FindIssuingRoot(current)) return EndAtIssuer(*root, chain);
      if (IsItsOwnRoot(current)) break;
      CertificatePtr issuer = FindIssuer(current, chain);
      if (issuer == nullptr) break;
      path_.push_back(std::move(issuer));
    }
    verdict_.wanted_issuer = path_.back()->issuer;
  }

  const Row* FindByThumbprint(const Certificate& certificate) const {
    if (!certificate.self_issued) return nullptr;
    const auto row =
        std::ranges::find_if(roots_, [&](const Row& r) { return r.key.thumbprint == certificate.thumbprint; });
    return row != roots_.end() ? &*row : nullptr;
  }

  static bool IsItsOwnRoot(const Certificate& certificate) {
    return certificate.self_issued && certificate.self_signed != SelfSigned::kNo;
  }

  // The root whose name is the certificate's issuer; one whose key made the signature comes before others.
  const Row* FindIssuingRoot(const Certificate& certificate) const {
    if (IsItsOwnRoot(certificate)) return nullptr;
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

  // Once the path is known: a key may be whole only with what a certificate above says.
  void CheckSignatures() {
    for (std::size_t i = 0; i + 1 < path_.size(); ++i) {
      verdict_.signed_by_others.push_back(path_[i]);
      const auto check = CheckSignature(*path_[i], std::span(path_).subspan(i + 1));
      if (check == SignatureCheck::kGood || !verdict_.signatures_good) continue;
      verdict_.signatures_good = false;
      verdict_.bad_signature = path_[i]->subject;
    }
    if (verdict_.root && !verdict_.root->checked) verdict_.signed_by_others.push_back(path_.back());
  }

  // What a root says of itself does not count: the store vouches for it, and several that ship have no basic
  // constraints.
  void CheckIssuers() {
    const bool ends_at_root = verdict_.root && path_.back()->thumbprint == verdict_.root->thumbprint;
    const std::size_t count = path_.size() - (ends_at_root ? 1 : 0);
    std::uint32_t below = 0;  // authorities between the issuer and the server's certificate, but for self-issued ones
    for (std::size_t i = 1; i < count; ++i) {
      const Certificate& issuer = *path_[i];
      const bool too_far = issuer.path_length && below > *issuer.path_length;
      if (!issuer.may_issue || too_far) {
        verdict_.bad_issuer = issuer.subject;
        return;
      }
      if (!issuer.self_issued) ++below;
    }
  }

  void NoteDates(std::string_view subject, std::optional<UnixTime> from, std::optional<UnixTime> to) {
    const bool valid = from && to && *from <= clock_ && clock_ <= *to;
    if (valid || !verdict_.dates_valid) return;
    verdict_.dates_valid = false;
    verdict_.outside_validity = subject;
    verdict_.validity = (from ? FormatTime(*from) : "no date") + " to " + (to ? FormatTime(*to) : "no date");
  }

  void EndAt(const Row& root, bool checked) {
    verdict_.root =
        FoundRoot{root.key.thumbprint, std::string(SubjectOf(*root.value)), root.key.store, root.key.part, checked};
  }

  void EndAtIssuer(const Row& root, const std::vector<CertificatePtr>& sent) {
    NoteDates(SubjectOf(*root.value), NotBefore(*root.value), NotAfter(*root.value));
    const CertificatePtr bytes = BytesOf(root, sent);
    if (bytes != nullptr) path_.push_back(bytes);
    EndAt(root, bytes != nullptr);
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
  std::vector<CertificatePtr> path_;  // the server's certificate, its issuer, and so on
  std::set<Thumbprint> used_;
  ChainVerdict verdict_;
};

}  // namespace

ChainVerdict BuildChain(const std::vector<CertificatePtr>& chain, const std::vector<CertificateRows::Row>& roots,
                        const std::vector<CertificateRows::Row>& intermediates, UnixTime clock) {
  return Builder(roots, intermediates, clock).Run(chain);
}

}  // namespace wmsim
