#!/usr/bin/env bash
#
# make-packages.sh - makes every program and package of this folder.
#
#   ./make-packages.sh          write the files into files/ beside this script
#   ./make-packages.sh DIR      write them into DIR instead (made if missing), so
#                               they can be compared with the committed ones
#
# Needs bash, coreutils, OpenSSL, gcab (cabinets) and osslsigncode (signatures).
# Nothing here is random: every run gives the same bytes. Signers and their keys
# are those of ../certs.
#
# Programs: one small program for Windows CE on ARM, which starts and returns
#   game.exe                unsigned
#   game-privileged.exe     signed by privileged-signer
#   game-unprivileged.exe   signed by unprivileged-signer
#   game-operator.exe       signed by operator-signer
#   game-stranger.exe       signed by fabrikam-signer
#   game-leaf.exe           signed by privileged-signer, without the certificate of its issuer
#   game-altered.exe        game-privileged.exe with one bit of its code changed (altered cabinets: of a file's time)
#   game-sha256.exe         signed by privileged-signer over SHA-256
#   other.exe               unsigned; another program: it returns 43
#
# Packages: their _setup.xml places hello.exe (game.exe) and sets a value in the registry, unless a line says otherwise
#   game.cab                unsigned; its data are compressed (MSZIP)
#   game-privileged.cab, game-unprivileged.cab, game-stranger.cab, game-altered.cab   signed like the programs above
#   hostile.cab             unsigned, with game-stranger.exe in the place of hello.exe
#   settings.cab            sets policies and nothing else
#   settings.cpf            the same; starts with an Install section that says NoUninstall
#   settings-compressed.cpf the same, compressed
#   settings-no-install.cpf the same without an Install section
#   sky.hme                 a theme: places a picture
#   mips.cab                ProcessorType 4000
#   later.cab, earlier.cab  OSVersionMin 6.0; OSVersionMax 4.0
#   missing-file.cab        names a file that is not in it
#   unknown-provider.cab    has a section of a provider that no device knows
#   odd-element.cab         has an element that no document has
#   not-well-formed.cab     its _setup.xml ends in the middle
#   legacy.cab              no _setup.xml, only the older header
#   legacy-privileged.cab, legacy-unprivileged.cab, legacy-operator.cab, legacy-stranger.cab, legacy-altered.cab
#                           the same, signed like the programs above
#   nothing.cpf             an Install section that says NoUninstall, and nothing else; and signed like legacy.cab
#   empty.cab               neither
#
# Push messages: provisioning documents in binary form (WBXML)
#   unsigned-off.wbxml      sets Unsigned Applications (4102) to 0, in the tokens of Microsoft
#   unsigned-off-oma.wbxml  the same in those of WAP alone
#   unknown-token.wbxml     the first with an element that has an unknown token
set -euo pipefail
export LC_ALL=C TZ=UTC
umask 022

if [ $# -gt 1 ] || [[ ${1-} == -* ]]; then
  echo "usage: ${0##*/} [DIR]" >&2
  exit 2
fi
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" >/dev/null && pwd)
certs=$here/../certs
dest=${1:-$here/files}
mkdir -p "$dest"
dest=$(cd -- "$dest" && pwd)

tmp=$(mktemp -d)
trap 'rm -rf -- "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
cd -- "$tmp"

# little SIZE NUMBER...: numbers as little-endian bytes
little() {
  local size=$1 number byte
  shift
  for number; do
    for ((byte = 0; byte < size; ++byte)); do printf '%b' "\\x$(printf '%02x' $((number >> 8 * byte & 255)))"; done
  done
}
zeros() { head -c "$1" /dev/zero; }

# pe FILE NUMBER: a program of one section; its code is `mov r0, #NUMBER; mov pc, lr`
pe() {
  {
    printf 'MZ'; zeros 58; little 4 64
    printf 'PE\0\0'; little 2 0x1C0 1; little 4 0 0 0; little 2 0xE0 0x102
    little 2 0x10B; little 2 0; little 4 512 0 0 0x1000 0x1000 0x2000
    little 4 0x10000 0x1000 0x200; little 2 4 0 0 0 4 0; little 4 0 0x2000 0x200 0; little 2 9 0
    little 4 0x10000 0x1000 0x10000 0x1000 0 16; zeros 128
    printf '.text\0\0\0'; little 4 8 0x1000 0x200 0x200 0 0; little 2 0 0; little 4 0x60000020
    zeros 160
    little 4 $((0xE3A00000 + $2)) 0xE1A0F00E; zeros 504
  } >"$1"
}

# sign SIGNER ISSUER IN OUT [DIGEST]: without ISSUER ('') the signature holds the signer's certificate alone
sign() {
  local name
  : >chain.pem
  for name in "$1" ${2:+"$2"}; do openssl x509 -inform DER -in "$certs/$name.cer" >>chain.pem; done
  rm -f "$4"
  osslsigncode sign -time 1243857600 -certs chain.pem -key "$certs/keys/$1.pem" -h "${5:-sha1}" -in "$3" -out "$4" >log 2>&1 || {
    cat log >&2
    exit 1
  }
}

# alter FILE OUT OFFSET: a copy with one bit changed
alter() {
  local byte
  byte=$(od -An -tu1 -j "$3" -N1 "$1")
  { head -c "$3" "$1"; printf '%b' "\\x$(printf '%02x' $((byte ^ 1)))"; tail -c +$(($3 + 2)) "$1"; } >"$2"
}

# cab OUT FILE... and compressed_cab: cabinets, in the order given
cab() { local out=$1; shift; touch -d 2009-06-01T12:00:00Z "$@"; rm -f "$out"; gcab -c -n "$out" "$@" >/dev/null; }
compressed_cab() { local out=$1; shift; touch -d 2009-06-01T12:00:00Z "$@"; rm -f "$out"; gcab -c -z -n "$out" "$@" >/dev/null; }

# setup BODY [PARM...]: writes _setup.xml with an Install section of these parms (name=value) before the body
setup() {
  local body=$1 parm
  shift
  {
    printf '<wap-provisioningdoc>\n'
    if [ $# -gt 0 ]; then
      printf '  <characteristic type="Install">\n    <parm name="InstallPhase" value="install" />\n'
      for parm; do printf '    <parm name="%s" value="%s" translation="install" />\n' "${parm%%=*}" "${parm#*=}"; done
      printf '  </characteristic>\n'
    fi
    printf '%s\n</wap-provisioningdoc>\n' "$body"
  } >_setup.xml
}

files='  <characteristic type="FileOperation">
    <characteristic type="%InstallDir%" translation="install">
      <characteristic type="MakeDir" />
      <characteristic type="hello.exe" translation="install">
        <characteristic type="Extract"><parm name="Source" value="HELLO~1.001" /></characteristic>
      </characteristic>
    </characteristic>
  </characteristic>
  <characteristic type="Registry">
    <characteristic type="HKLM\Software\Contoso"><parm name="Version" value="1" datatype="integer" /></characteristic>
  </characteristic>'
policies='  <characteristic type="SecurityPolicy"><parm name="4102" value="1" /></characteristic>'
theme='  <characteristic type="FileOperation">
    <characteristic type="%CE19%\Home" translation="install">
      <characteristic type="sky.jpg" translation="install">
        <characteristic type="Extract"><parm name="Source" value="sky.jpg" /></characteristic>
      </characteristic>
    </characteristic>
  </characteristic>'
install=('AppName=Contoso game' 'InstallDir=%CE1%\Contoso game' ProcessorType=2577 OSVersionMin=3.0 OSVersionMax=100.0)

# ---- programs ----------------------------------------------------------------
pe game.exe 42
pe other.exe 43
sign privileged-signer signing-root game.exe game-privileged.exe
sign unprivileged-signer signing-root game.exe game-unprivileged.exe
sign operator-signer signing-root game.exe game-operator.exe
sign fabrikam-signer fabrikam-root game.exe game-stranger.exe
sign privileged-signer signing-root game.exe game-sha256.exe sha256
sign privileged-signer '' game.exe game-leaf.exe
alter game-privileged.exe game-altered.exe 514

# ---- packages ----------------------------------------------------------------
cp game.exe 'HELLO~1.001'
setup "$files" "${install[@]}"
compressed_cab game.cab _setup.xml 'HELLO~1.001'
sign privileged-signer signing-root game.cab game-privileged.cab
sign unprivileged-signer signing-root game.cab game-unprivileged.cab
sign fabrikam-signer fabrikam-root game.cab game-stranger.cab
alter game-privileged.cab game-altered.cab 80
for odd in mips:ProcessorType=4000 later:OSVersionMin=6.0 earlier:OSVersionMax=4.0; do
  setup "$files" "${install[@]:0:2}" "${odd#*:}"
  cab "${odd%%:*}.cab" _setup.xml 'HELLO~1.001'
done
setup "$files" "${install[@]}"
cab missing-file.cab _setup.xml
cp game-stranger.exe 'HELLO~1.001'
cab hostile.cab _setup.xml 'HELLO~1.001'
setup "$policies" 'AppName=Contoso settings'
cab settings.cab _setup.xml
setup "$policies" 'AppName=Contoso settings' NoUninstall=1
cab settings.cpf _setup.xml
compressed_cab settings-compressed.cpf _setup.xml
setup "$policies"
cab settings-no-install.cpf _setup.xml
setup '  <characteristic type="Teapot"><parm name="Milk" value="1" /></characteristic>' "${install[@]}"
cab unknown-provider.cab _setup.xml
setup '  <teapot />' "${install[@]}"
cab odd-element.cab _setup.xml
head -c 60 _setup.xml >cut && mv cut _setup.xml
cab not-well-formed.cab _setup.xml
setup "$theme" 'AppName=Contoso sky'
printf 'a picture' >sky.jpg
cab sky.hme _setup.xml sky.jpg
printf 'MSCE' >CONTOSO.000
cab legacy.cab CONTOSO.000
setup '' 'AppName=Contoso nothing' NoUninstall=1
cab nothing.cpf _setup.xml
for package in legacy.cab nothing.cpf; do
  name=${package%.*} end=${package##*.}
  for signer in privileged unprivileged operator; do
    sign $signer-signer signing-root $package $name-$signer.$end
  done
  sign fabrikam-signer fabrikam-root $package $name-stranger.$end
  alter $name-privileged.$end $name-altered.$end 80
done
printf 'text' >readme.txt
cab empty.cab readme.txt

# WBXML 1.3, public id 0x0B, UTF-8, no string table; then tags, attributes and values, a zero switching the page
parm='\x05\x034102\0\x06\x030\0\x01'
printf '\x03\x0B\x6A\0\x45\xC6\0\x01\x05\x01\x87\0\0'"$parm"'\x01\x01' >unsigned-off.wbxml
printf '\x03\x0B\x6A\0\x45\xC6\x50\x03SecurityPolicy\0\x01\x87'"$parm"'\x01\x01' >unsigned-off-oma.wbxml
printf '\x03\x0B\x6A\0\x45\xC6\0\x01\x05\x01\xBE\0\0'"$parm"'\x01\x01' >unknown-token.wbxml

made=(*.exe *.cab *.cpf *.hme *.wbxml)
cp -- "${made[@]}" "$dest/"
echo "make-packages.sh: wrote ${#made[@]} files"
