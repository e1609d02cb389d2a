#!/usr/bin/env bash
# The Debian and Ubuntu package from dist/Salesdesk (made by PyInstaller): out/salesdesk_VERSION_ARCH.deb
# It needs the C library of the machine it is built on, or a newer one: build it on the oldest one you support.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' salesdesk/__init__.py)
arch=$(dpkg --print-architecture)
libc=$(getconf GNU_LIBC_VERSION | cut -d' ' -f2)
tree=build/deb
rm -rf "$tree"
mkdir -p "$tree/DEBIAN" "$tree/usr/bin" "$tree/usr/lib" "$tree/usr/share/applications" \
  "$tree/usr/share/icons/hicolor/scalable/apps" "$tree/usr/share/doc/salesdesk" out

cp -R -P dist/Salesdesk "$tree/usr/lib/salesdesk"
ln -s ../lib/salesdesk/Salesdesk "$tree/usr/bin/salesdesk"
install -m 644 resources/icons/salesdesk.svg "$tree/usr/share/icons/hicolor/scalable/apps/salesdesk.svg"
install -m 644 resources/packaging/salesdesk.desktop "$tree/usr/share/applications/salesdesk.desktop"
install -m 644 LICENSE "$tree/usr/share/doc/salesdesk/copyright"

cat > "$tree/DEBIAN/control" <<CONTROL
Package: salesdesk
Version: $version
Architecture: $arch
Maintainer: Salesdesk contributors <salesdesk@localhost>
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Depends: libc6 (>= $libc), libgl1, libegl1, libx11-6, libx11-xcb1, libxcb1, libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, libxkbcommon-x11-0, libglib2.0-0, libgssapi-krb5-2, libdbus-1-3, libfontconfig1
Recommends: libcups2, libwayland-client0, libwayland-cursor0
Section: office
Priority: optional
Description: prospects, sales, after-sales service and marketing of a small shop
 An offline desktop program over one local file: find customers, sell to them,
 look after them and win them back. No account, no server, nothing sent anywhere.
CONTROL

find "$tree" -type d -exec chmod 755 {} +
dpkg-deb --root-owner-group -Zxz --build "$tree" "out/salesdesk_${version}_${arch}.deb"
