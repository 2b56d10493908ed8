#!/usr/bin/env bash
#
# make-certs.sh - makes every certificate file of the scenario test suite.
#
#   ./make-certs.sh          write the files into the folder of this script
#   ./make-certs.sh DIR      write them into DIR instead (made if missing), so
#                            they can be compared with the committed ones
#
# Needs bash, coreutils and OpenSSL 3.0. Keys (keys/*.pem), serial numbers,
# dates and extensions are all fixed and RSA PKCS#1 v1.5 signatures hold no
# random part, so every run gives byte-identical files.
#
# How the files are used: a scenario either installs a file on a simulated
# device (*.cer, *.p7b, *.pfx) or lets a simulated server send it in the TLS handshake
# (*.pem, in the order sent). All simulated devices have their clock at
# 2009-06-01T12:00:00Z. Unless a line below says otherwise a certificate is
# X.509 v3, RSA 2048, signed with SHA-1 (as devices of that time expect), valid
# 2008-01-01..2018-01-01 (roots: 2006-01-01..2026-01-01), and has no subject or
# authority key identifier. A *.pem of a server leaves the root out unless it
# says otherwise. The keys are public test keys: they protect nothing.
#
# Roots and intermediates
#   contoso-root.cer           DER   private root "C = US, O = Contoso, CN = Contoso Root CA", CA:TRUE, self-signed
#   contoso-root.b64.cer       Base64  the same, bare Base64 with no PEM lines, CRLF line ends
#   contoso-root.pem.cer       PEM   the same, LF line ends
#   contoso-root-v1.cer        DER   X.509 v1 root (no extensions), own key, CN = Contoso Root CA v1, self-signed
#   contoso-intermediate.cer   DER   CN = Contoso Issuing CA, CA:TRUE, issued by contoso-root
#   contoso-intermediate.pem.cer  PEM  the same
#   contoso-bundle.p7b         DER   PKCS#7 with certificates only: contoso-root and contoso-intermediate
#   contoso-twice.p7b          DER   PKCS#7 with contoso-root twice
#   empty.p7b                  DER   PKCS#7 without a certificate
#   fabrikam-root.cer          DER   second private root "C = US, O = Fabrikam, CN = Fabrikam Root CA", self-signed
#   expired-root.cer           DER   CN = Contoso Old Root CA, 1996-01-01..2006-01-01 (expired), self-signed
#   renamed-root.cer           DER   self-ISSUED, not self-signed: issuer and subject are the name of contoso-root,
#                                    but it holds another key and contoso-root's key signed it (CA:TRUE)
#   sha512-root.cer            DER   CN = Contoso SHA-512 Root CA, self-signed with SHA-512
#   sha512-issuing.cer         DER   CN = Contoso SHA-512 Issuing CA, CA:TRUE, issued by sha512-root with SHA-512
#
# Server certificates; host ocs.contoso.com (CN and SAN), CA:FALSE unless said
#   contoso-leaf.cer           DER   issued by contoso-intermediate
#   ocs-chain.pem              PEM   contoso-leaf, then contoso-intermediate: the correct chain
#   ocs-chain-with-root.pem    PEM   the same, then contoso-root
#   ocs-no-intermediate.pem    PEM   contoso-leaf only: the server forgot the intermediate
#   ocs-direct.pem             PEM   a leaf issued by contoso-root itself
#   ocs-bad-signature.pem      PEM   ocs-direct with the last byte of the signature changed (still parses)
#   ocs-v1-chain.pem           PEM   a leaf (v3) issued by contoso-root-v1
#   ocs-expired.pem            PEM   issued by contoso-root, 2007-01-01..2008-01-01 (expired)
#   ocs-not-yet.pem            PEM   issued by contoso-root, 2012-01-01..2018-01-01 (not yet valid)
#   ocs-expired-root.pem       PEM   a leaf, itself in date, issued by expired-root
#   ocs-other-host.pem         PEM   issued by contoso-root, but for mail.contoso.com
#   ocs-wildcard.pem           PEM   issued by contoso-root, for *.contoso.com (its CN is a T61String)
#   ocs-sha512.pem             PEM   a leaf issued by sha512-issuing with SHA-512, then sha512-issuing
#   ocs-under-leaf.pem         PEM   a leaf issued by the server of ocs-other-host, which is no authority, then that one
#   ocs-short.pem              PEM   a leaf issued by short-ca, whose path length is 0, then short-ca
#   ocs-rollover.pem           PEM   a leaf issued by the next key of short-ca, then that self-issued one, then short-ca
#   ocs-too-long.pem           PEM   a leaf issued by lower-ca, then lower-ca, then short-ca above it
#   selfsigned-server.cer      DER   self-signed server certificate, own key
#   selfsigned-server.pem      PEM   the same
#   fabrikam-chain.pem         PEM   a leaf for lync.fabrikam.com issued by fabrikam-root
#   public-chain.pem           PEM   a leaf for www.example.com whose issuer name is exactly that of the real
#                                    Thawte Server CA, signed by a test key of ours (the simulator knows the
#                                    shipped roots by name and thumbprint only)
#
# Persons: CN = Contoso User, issued by contoso-intermediate, for client authentication. PKCS#12 files without
# encryption and without MAC, so that they hold nothing random (encrypted ones: see encrypted/README.md)
#   user.cer                   DER   the certificate
#   user.pfx                   DER   the certificate and its private key
#   user-chain.pfx             DER   the same, with contoso-intermediate and contoso-root
#   key-only.pfx               DER   the private key, no certificate
#
# Signers of programs and packages, for code signing
#   signing-root.cer           DER   private root "CN = Contoso Signing CA", CA:TRUE, self-signed
#   privileged-signer.cer      DER   CN = Contoso Privileged Signer, issued by signing-root
#   unprivileged-signer.cer    DER   CN = Contoso Unprivileged Signer, issued by signing-root
#   operator-signer.cer        DER   CN = Contoso Operator Signer, issued by signing-root
#   fabrikam-signer.cer        DER   CN = Fabrikam Signer, issued by fabrikam-root: a stranger to most devices
#
# Malformed files
#   garbage.cer                      text that is neither DER, PEM nor Base64
#   truncated.cer                    contoso-root.cer without its last 100 bytes
#   trailing.cer                     contoso-root.cer and one byte (00) more
#   two-certificates.cer             PEM with two certificates: contoso-root and contoso-intermediate
#   empty.cer                        no bytes at all

set -euo pipefail
export LC_ALL=C
umask 022

if [ $# -gt 1 ] || [[ ${1-} == -* ]]; then
  echo "usage: ${0##*/} [DIR]" >&2
  exit 2
fi
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" >/dev/null && pwd)
dest=${1:-$here}

tmp=$(mktemp -d)
trap 'rm -rf -- "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

# Names are PrintableString where they can be (e-mail addresses IA5String) and
# keep the order given. An extension section is named per certificate; there is no default.
cat >"$tmp/ca.cnf" <<'CNF'
[ca]
default_ca = test_ca

[test_ca]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha1
policy = any
preserve = yes
email_in_dn = yes
unique_subject = no
copy_extensions = none

[any]
countryName = optional
stateOrProvinceName = optional
localityName = optional
organizationName = optional
organizationalUnitName = optional
commonName = optional
emailAddress = optional

[req]
distinguished_name = empty
string_mask = default
prompt = no

[empty]
CNF
export OPENSSL_CONF=$tmp/ca.cnf   # keep the system's openssl.cnf out of it

mkdir "$tmp/certs" "$tmp/out"

# issue NAME KEY ISSUER ISSUERKEY SERIAL START END SUBJECT [EXTENSIONS [DIGEST]]
#   makes $tmp/certs/NAME.pem for the public key of keys/KEY.pem. ISSUER is the
#   NAME of a certificate made before, or "self"; ISSUERKEY is the key that
#   signs. START and END are YYMMDD. Without EXTENSIONS the result is X.509 v1; DIGEST is sha1
#   unless given.
issue() {
  local name=$1 key=$here/keys/$2.pem issuer=$3 issuer_key=$here/keys/$4.pem
  local serial=$5 start=$6 end=$7 subject=$8 extensions=${9-} digest=${10-sha1} k
  for k in "$key" "$issuer_key"; do
    if [ ! -f "$k" ]; then
      echo "make-certs.sh: no key $k (README.md says how to make one)" >&2
      exit 1
    fi
  done
  local -a args=(-batch -notext -md "$digest" -keyfile "$issuer_key"
    -startdate "${start}000000Z" -enddate "${end}000000Z"
    -in request.pem -out "certs/$name.pem")
  if [ "$issuer" = self ]; then
    args+=(-selfsign)
  else
    args+=(-cert "certs/$issuer.pem")
  fi
  if [ -n "$extensions" ]; then
    # OpenSSL adds both key identifiers by itself unless told "none"
    printf '%s\n' '[ext]' "$extensions" \
      'subjectKeyIdentifier = none' 'authorityKeyIdentifier = none' >"$tmp/ext.cnf"
    args+=(-extfile ext.cnf -extensions ext)
  fi
  printf '%s\n' "$serial" >"$tmp/serial"
  : >"$tmp/index.txt"
  if ! (
    cd -- "$tmp"
    openssl req -new -config ca.cnf -sha256 -key "$key" -subj "$subject" -out request.pem &&
      openssl ca -config ca.cnf "${args[@]}"
  ) >"$tmp/log" 2>&1; then
    echo "make-certs.sh: cannot make $name:" >&2
    cat "$tmp/log" >&2
    exit 1
  fi
}

ca_extensions='basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign'

user_extensions='basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = clientAuth'

signer_extensions='basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = codeSigning'

# server_extensions HOST: the extensions of a TLS server certificate
server_extensions() {
  printf '%s\n' 'basicConstraints = CA:FALSE' \
    'keyUsage = critical, digitalSignature, keyEncipherment' \
    'extendedKeyUsage = serverAuth' \
    "subjectAltName = DNS:$1"
}

# der NAME FILE, pem FILE NAME..., p7b FILE NAME..., pfx FILE KEY OPTION...: write certificates made by issue
der() { openssl x509 -in "$tmp/certs/$1.pem" -outform DER -out "$tmp/out/$2"; }
pem() {
  local file=$1 name
  shift
  for name; do cat "$tmp/certs/$name.pem"; done >"$tmp/out/$file"
}
p7b() {
  local file=$1 name
  local -a args=()
  shift
  for name; do args+=(-certfile "$tmp/certs/$name.pem"); done
  openssl crl2pkcs7 -nocrl "${args[@]}" -outform DER -out "$tmp/out/$file"
}
pfx() {
  local file=$1 key=$here/keys/$2.pem
  shift 2
  if ! openssl pkcs12 -export -keypbe NONE -certpbe NONE -nomac -passout pass: -inkey "$key" "$@" \
    -out "$tmp/out/$file" 2>"$tmp/log"; then
    echo "make-certs.sh: cannot make $file:" >&2
    cat "$tmp/log" >&2
    exit 1
  fi
}

contoso='/C=US/O=Contoso'
ocs=$(server_extensions ocs.contoso.com)
# exactly the name of the real root, see public-chain.pem above
thawte='/C=ZA/ST=Western Cape/L=Cape Town/O=Thawte Consulting cc'
thawte+='/OU=Certification Services Division/CN=Thawte Server CA'
thawte+='/emailAddress=server-certs@thawte.com'

# ---- the certificates --------------------------------------------------------
#     name                 key                  issuer               issuer key           serial start  end
issue contoso-root         contoso-root         self                 contoso-root         1001 060101 260101 "$contoso/CN=Contoso Root CA" "$ca_extensions"
issue contoso-root-v1      contoso-root-v1      self                 contoso-root-v1      1002 060101 260101 "$contoso/CN=Contoso Root CA v1"
issue contoso-intermediate contoso-intermediate contoso-root         contoso-root         1003 080101 180101 "$contoso/CN=Contoso Issuing CA" "$ca_extensions"
issue fabrikam-root        fabrikam-root        self                 fabrikam-root        1004 060101 260101 "/C=US/O=Fabrikam/CN=Fabrikam Root CA" "$ca_extensions"
issue expired-root         expired-root         self                 expired-root         1005 960101 060101 "$contoso/CN=Contoso Old Root CA" "$ca_extensions"
issue renamed-root         renamed-root         contoso-root         contoso-root         1006 060101 260101 "$contoso/CN=Contoso Root CA" "$ca_extensions"
issue public-ca            public-ca            self                 public-ca            1007 060101 260101 "$thawte" "$ca_extensions" # not written out
issue sha512-root          sha512-root          self                 sha512-root          1008 060101 260101 "$contoso/CN=Contoso SHA-512 Root CA" "$ca_extensions" sha512
issue sha512-issuing       sha512-issuing       sha512-root          sha512-root          1009 080101 180101 "$contoso/CN=Contoso SHA-512 Issuing CA" "$ca_extensions" sha512

issue contoso-leaf         ocs-server           contoso-intermediate contoso-intermediate 2001 080101 180101 "$contoso/CN=ocs.contoso.com" "$ocs"
issue ocs-direct           ocs-server           contoso-root         contoso-root         2002 080101 180101 "$contoso/CN=ocs.contoso.com" "$ocs"
issue ocs-v1               ocs-server           contoso-root-v1      contoso-root-v1      2003 080101 180101 "$contoso/CN=ocs.contoso.com" "$ocs"
issue ocs-expired          ocs-server           contoso-root         contoso-root         2004 070101 080101 "$contoso/CN=ocs.contoso.com" "$ocs"
issue ocs-not-yet          ocs-server           contoso-root         contoso-root         2005 120101 180101 "$contoso/CN=ocs.contoso.com" "$ocs"
issue ocs-expired-root     ocs-server           expired-root         expired-root         2006 080101 180101 "$contoso/CN=ocs.contoso.com" "$ocs"
issue selfsigned-server    selfsigned-server    self                 selfsigned-server    2007 080101 180101 "$contoso/CN=ocs.contoso.com" "$ocs"
issue ocs-other-host       mail-server          contoso-root         contoso-root         2008 080101 180101 "$contoso/CN=mail.contoso.com" "$(server_extensions mail.contoso.com)"
issue fabrikam-leaf        fabrikam-server      fabrikam-root        fabrikam-root        2009 080101 180101 "/C=US/O=Fabrikam/CN=lync.fabrikam.com" "$(server_extensions lync.fabrikam.com)"
issue public-leaf          public-server        public-ca            public-ca            200A 080101 180101 "/C=US/O=Example/CN=www.example.com" "$(server_extensions www.example.com)"
issue ocs-wildcard         ocs-server           contoso-root         contoso-root         200B 080101 180101 "$contoso/CN=*.contoso.com" "$(server_extensions '*.contoso.com')"
issue ocs-sha512           ocs-server           sha512-issuing       sha512-issuing       200C 080101 180101 "$contoso/CN=ocs.contoso.com" "$ocs" sha512
issue ocs-under-leaf       ocs-server           ocs-other-host       mail-server          200D 080101 180101 "$contoso/CN=ocs.contoso.com" "$ocs"
short_extensions='basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign'
issue short-ca             fabrikam-root        contoso-root         contoso-root         4001 080101 180101 "$contoso/CN=Contoso Short CA" "$short_extensions" # not written out, like the next two
issue short-rollover       public-ca            short-ca             fabrikam-root        4002 080101 180101 "$contoso/CN=Contoso Short CA" "$ca_extensions"
issue lower-ca             expired-root         short-ca             fabrikam-root        4003 080101 180101 "$contoso/CN=Contoso Lower CA" "$ca_extensions"
issue ocs-short            ocs-server           short-ca             fabrikam-root        4004 080101 180101 "$contoso/CN=ocs.contoso.com" "$ocs"
issue ocs-rollover         ocs-server           short-rollover       public-ca            4005 080101 180101 "$contoso/CN=ocs.contoso.com" "$ocs"
issue ocs-too-long         ocs-server           lower-ca             expired-root         4006 080101 180101 "$contoso/CN=ocs.contoso.com" "$ocs"

issue user                 user                 contoso-intermediate contoso-intermediate 3001 080101 180101 "$contoso/CN=Contoso User" "$user_extensions"

issue signing-root         signing-root         self                 signing-root         100A 060101 260101 "$contoso/CN=Contoso Signing CA" "$ca_extensions"
issue privileged-signer    privileged-signer    signing-root         signing-root         3002 080101 180101 "$contoso/CN=Contoso Privileged Signer" "$signer_extensions"
issue unprivileged-signer  unprivileged-signer  signing-root         signing-root         3003 080101 180101 "$contoso/CN=Contoso Unprivileged Signer" "$signer_extensions"
issue operator-signer      operator-signer      signing-root         signing-root         3005 080101 180101 "$contoso/CN=Contoso Operator Signer" "$signer_extensions"
issue fabrikam-signer      fabrikam-signer      fabrikam-root        fabrikam-root        3004 080101 180101 "/C=US/O=Fabrikam/CN=Fabrikam Signer" "$signer_extensions"

# ---- the files ---------------------------------------------------------------
der contoso-root contoso-root.cer
pem contoso-root.pem.cer contoso-root
base64 -w 64 "$tmp/out/contoso-root.cer" | while IFS= read -r line; do
  printf '%s\r\n' "$line"
done >"$tmp/out/contoso-root.b64.cer"
# an OpenSSL later than 3.0 may make v3 where no extensions are asked for
if [[ $(openssl x509 -in "$tmp/certs/contoso-root-v1.pem" -noout -text) != *'Version: 1 '* ]]; then
  echo "make-certs.sh: this $(openssl version) does not make X.509 v1; use 3.0" >&2
  exit 1
fi
der contoso-root-v1 contoso-root-v1.cer
der contoso-intermediate contoso-intermediate.cer
pem contoso-intermediate.pem.cer contoso-intermediate
p7b contoso-bundle.p7b contoso-root contoso-intermediate
p7b contoso-twice.p7b contoso-root contoso-root
p7b empty.p7b
der fabrikam-root fabrikam-root.cer
der expired-root expired-root.cer
der renamed-root renamed-root.cer
der sha512-root sha512-root.cer
der sha512-issuing sha512-issuing.cer

der contoso-leaf contoso-leaf.cer
pem ocs-chain.pem contoso-leaf contoso-intermediate
pem ocs-chain-with-root.pem contoso-leaf contoso-intermediate contoso-root
pem ocs-no-intermediate.pem contoso-leaf
pem ocs-direct.pem ocs-direct
pem ocs-v1-chain.pem ocs-v1
pem ocs-expired.pem ocs-expired
pem ocs-not-yet.pem ocs-not-yet
pem ocs-expired-root.pem ocs-expired-root
pem ocs-other-host.pem ocs-other-host
der selfsigned-server selfsigned-server.cer
pem selfsigned-server.pem selfsigned-server
pem fabrikam-chain.pem fabrikam-leaf
pem public-chain.pem public-leaf
pem ocs-wildcard.pem ocs-wildcard
pem ocs-sha512.pem ocs-sha512 sha512-issuing
pem ocs-under-leaf.pem ocs-under-leaf ocs-other-host
pem ocs-short.pem ocs-short short-ca
pem ocs-rollover.pem ocs-rollover short-rollover short-ca
pem ocs-too-long.pem ocs-too-long lower-ca short-ca

for signer in signing-root privileged-signer unprivileged-signer operator-signer fabrikam-signer; do
  der "$signer" "$signer.cer"
done

der user user.cer
cat "$tmp/certs/contoso-intermediate.pem" "$tmp/certs/contoso-root.pem" >"$tmp/chain.pem"
pfx user.pfx user -in "$tmp/certs/user.pem"
pfx user-chain.pfx user -in "$tmp/certs/user.pem" -certfile "$tmp/chain.pem"
pfx key-only.pfx user -nocerts

# the signature is the last thing in a certificate, so is its last byte
openssl x509 -in "$tmp/certs/ocs-direct.pem" -outform DER -out "$tmp/good.der"
last=$(tail -c 1 "$tmp/good.der" | od -An -tu1)
{
  head -c -1 "$tmp/good.der"
  printf '%b' "\\x$(printf '%02x' $((last ^ 1)))"
} >"$tmp/bad.der"
openssl x509 -inform DER -in "$tmp/bad.der" -out "$tmp/out/ocs-bad-signature.pem"

printf '*** This is not a certificate, only text. ***\r\n' >"$tmp/out/garbage.cer"
head -c -100 "$tmp/out/contoso-root.cer" >"$tmp/out/truncated.cer"
{
  cat "$tmp/out/contoso-root.cer"
  printf '\0'
} >"$tmp/out/trailing.cer"
pem two-certificates.cer contoso-root contoso-intermediate
: >"$tmp/out/empty.cer"

# Only now, with everything made, touch the folder asked for.
mkdir -p -- "$dest"
cp -- "$tmp/out/"* "$dest/"
files=("$tmp/out/"*)
echo "make-certs.sh: wrote ${#files[@]} files"
