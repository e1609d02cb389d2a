#!/usr/bin/env bash
# The macOS disk image from dist/Salesdesk.app (made by PyInstaller): out/Salesdesk-VERSION-macos-ARCH.dmg
# Without the APPLE_* variables the program stays signed ad hoc: it then opens after a person allows it in
# System Settings, Privacy & Security. With them it is signed and notarised.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' salesdesk/__init__.py)
image="out/Salesdesk-$version-macos-$(uname -m).dmg"
app=dist/Salesdesk.app
mkdir -p out build

if [ -n "${APPLE_CERT_P12:-}" ]; then
  keychain="$RUNNER_TEMP/signing.keychain-db"
  secret=$(uuidgen)
  printf '%s' "$APPLE_CERT_P12" | base64 --decode > "$RUNNER_TEMP/certificate.p12"
  security create-keychain -p "$secret" "$keychain"
  security unlock-keychain -p "$secret" "$keychain"
  security import "$RUNNER_TEMP/certificate.p12" -k "$keychain" -P "$APPLE_CERT_PASSWORD" -T /usr/bin/codesign
  security set-key-partition-list -S apple-tool:,apple: -s -k "$secret" "$keychain" > /dev/null
  security list-keychains -d user -s "$keychain"
  rm "$RUNNER_TEMP/certificate.p12"
  codesign --deep --force --timestamp --options runtime \
    --entitlements resources/packaging/entitlements.plist --sign "Developer ID Application" "$app"
  ditto -c -k --keepParent "$app" build/notarise.zip
  xcrun notarytool submit build/notarise.zip --wait \
    --apple-id "$APPLE_ID" --team-id "$APPLE_TEAM_ID" --password "$APPLE_APP_PASSWORD"
  xcrun stapler staple "$app"
fi

# ditto keeps the symbolic links inside the program; a plain copy breaks its signature.
rm -rf build/dmg
mkdir build/dmg
ditto "$app" build/dmg/Salesdesk.app
ln -s /Applications build/dmg/Applications
for attempt in 1 2 3; do
  hdiutil create -volname "Salesdesk $version" -srcfolder build/dmg -ov -format UDZO "$image" && break
  [ "$attempt" -lt 3 ] || exit 1
  sleep 10 # "Resource busy" goes away when the system's scanner has let go of the folder
done
