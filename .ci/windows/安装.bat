@echo off
chcp 936 >nul
setlocal DisableDelayedExpansion
title 安装 perfgen
cd /d "%~dp0"
echo 把 perfgen 装在这个文件夹的“程序”里。不用管理员，不用上网，不改电脑上别的东西。
echo.
if not exist "wheels\perfgen-*.whl" (
  echo 这里没有 wheels 文件夹。请先把压缩包整个解开，再双击解开后的“安装.bat”。
  goto failed
)
set "PY="
set "ZIP="
for %%F in ("python-3*-embed-amd64.zip") do set "ZIP=%%~fF"
if defined ZIP goto embedded
for %%V in (@PYTHONS@) do if not defined PY call :launcher %%V
if not defined PY call :plain
if defined PY goto environment
echo 这台电脑上没有找到 Python（要 64 位，@OLDEST@ 到 @NEWEST@）。两个办法，选一个：
echo   1. 装 Python：从 python.org 下载 Windows 64 位安装程序，装好再双击“安装.bat”。
echo   2. 不装 Python：从 python.org 下载 Windows embeddable package (64-bit)，
echo      是一个 python-3…-embed-amd64.zip，不用解开，放在“安装.bat”旁边，再双击“安装.bat”。
goto failed

:launcher
py -%1 -c "import struct,sys; sys.exit(struct.calcsize('P') != 8)" >nul 2>nul
if not errorlevel 1 set "PY=py -%1"
goto :eof

:plain
python -c "import struct,sys; sys.exit(struct.calcsize('P') != 8 or not (@FIRST@) <= sys.version_info[:2] <= (@LAST@))" >nul 2>nul
if not errorlevel 1 set "PY=python"
goto :eof

:environment
echo 用电脑上的 Python：%PY%
if not exist "程序\env\Scripts\python.exe" %PY% -m venv "程序\env"
if errorlevel 1 goto failed
set "PY=%~dp0程序\env\Scripts\python.exe"
"%PY%" -m pip install --no-index --find-links wheels --upgrade --disable-pip-version-check "@WANTED@"
if errorlevel 1 goto failed
goto installed

:embedded
echo 用旁边的 Python 压缩包。
set "PY=%~dp0程序\python\python.exe"
if exist "%PY%" goto unpacked
if not exist "程序\python" mkdir "程序\python"
tar -xf "%ZIP%" -C "程序\python"
if errorlevel 1 goto failed
for %%F in ("程序\python\python3*._pth") do echo import site>>"%%~fF"
:unpacked
for %%F in ("wheels\pip-*.whl") do set "PIP=%%~fF"
"%PY%" "%PIP%\pip" install --no-index --find-links wheels --upgrade --no-warn-script-location --disable-pip-version-check "@WANTED@"
if errorlevel 1 goto failed

:installed
"%PY%" -m perfgen --version
if errorlevel 1 goto failed
echo.
"%PY%" -m perfgen doctor
echo.
echo 装好了。把绩效文本拖到“检查.bat”或“生成.bat”的图标上；要敲命令，双击“打开命令行.bat”。
pause
exit /b 0

:failed
echo.
echo 没有装成。把这个窗口里的话拍下来，发给维护者。
pause
exit /b 1
