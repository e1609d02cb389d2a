; The Windows installer, English and Vietnamese, for one person, without an administrator.
;   makensis -INPUTCHARSET UTF8 -DVERSION=0.1.0 -DPAYLOAD=../../dist/Salesdesk -DICON=../../build/made/salesdesk.ico
;            -DOUTFILE=../../out/Salesdesk-0.1.0-windows-x64.exe resources/packaging/salesdesk.nsi
; Paths are read from the folder of this file. /S installs without a question.

Target amd64-unicode
Unicode true
!ifndef VERSION | PAYLOAD | OUTFILE
  !error "pass -DVERSION=x.y.z -DPAYLOAD=folder -DOUTFILE=file"
!endif

!define APP "Salesdesk"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"

Name "${APP} ${VERSION}"
OutFile "${OUTFILE}"
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "Software\${APP}" "InstallDir"
ManifestDPIAware true
BrandingText "${APP} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${APP}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${APP} installer"
VIAddVersionKey "LegalCopyright" "Salesdesk contributors, MIT License"

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh
!include WinVer.nsh

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_ABORTWARNING
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "Software\${APP}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "InstallerLanguage"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${APP}.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Vietnamese"
!insertmacro MUI_RESERVEFILE_LANGDLL

LangString RUNNING ${LANG_ENGLISH} "Salesdesk is open. Close it, then choose Retry."
LangString RUNNING ${LANG_VIETNAMESE} "Salesdesk đang mở. Hãy đóng ứng dụng rồi chọn Thử lại."
LangString TOO_OLD ${LANG_ENGLISH} "Salesdesk needs Windows 10 (1809) or newer, 64-bit."
LangString TOO_OLD ${LANG_VIETNAMESE} "Salesdesk cần Windows 10 (1809) trở lên, bản 64-bit."
LangString DATA_KEPT ${LANG_ENGLISH} "Your shop file and its backups were kept."
LangString DATA_KEPT ${LANG_VIETNAMESE} "Tệp cửa hàng và các bản sao lưu của bạn được giữ nguyên."

; Nobody replaces files under a running program: its .exe cannot be opened for writing then.
!macro WAIT_UNTIL_CLOSED prefix
Function ${prefix}WaitUntilClosed
  again:
  IfFileExists "$INSTDIR\${APP}.exe" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\${APP}.exe" a
  ${If} ${Errors}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
    Abort
  ${EndIf}
  FileClose $0
  closed:
FunctionEnd
!macroend
!insertmacro WAIT_UNTIL_CLOSED ""
!insertmacro WAIT_UNTIL_CLOSED "un."

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    Abort
  ${EndIf}
  Call WaitUntilClosed
FunctionEnd

Section "Install"
  ; A file of the older version must never be found by the newer one.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*.*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\${APP}.exe"
  CreateShortCut "$DESKTOP\${APP}.lnk" "$INSTDIR\${APP}.exe"
  WriteRegStr HKCU "Software\${APP}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${APP}.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Salesdesk contributors"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
  Call un.WaitUntilClosed
FunctionEnd

Section "Uninstall"
  ; Only what was installed: the shop lies in %LOCALAPPDATA%\Salesdesk and stays.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${APP}.exe"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${APP}.lnk"
  Delete "$DESKTOP\${APP}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${APP}"
  DetailPrint "$(DATA_KEPT)"
SectionEnd
