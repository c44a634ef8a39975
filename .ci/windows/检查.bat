@echo off
chcp 936 >nul
setlocal DisableDelayedExpansion
title 检查绩效文本
set "PY=%~dp0程序\env\Scripts\python.exe"
if not exist "%PY%" set "PY=%~dp0程序\python\python.exe"
if not exist "%PY%" (
  echo 还没有安装，请先双击“安装.bat”。
  pause
  exit /b 2
)
if "%~1"=="" (
  echo 把一份或几份绩效文本（YAML、Word 文件或文件夹）拖到“检查.bat”的图标上，松开鼠标。
  pause
  exit /b 2
)
set "ILL=0"
:next
if "%~1"=="" goto done
"%PY%" -m perfgen check "%~1" -o "%~dpn1-检查结果.html"
if errorlevel 1 set "ILL=1"
if exist "%~dpn1-检查结果.html" start "" "%~dpn1-检查结果.html"
shift
goto next
:done
echo.
echo 检查结果是网页，已经打开；文件在绩效文本旁边。
pause
exit /b %ILL%
