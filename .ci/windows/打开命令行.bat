@echo off
chcp 936 >nul
setlocal DisableDelayedExpansion
title perfgen
set "PY=%~dp0程序\env\Scripts\python.exe"
if not exist "%PY%" set "PY=%~dp0程序\python\python.exe"
if not exist "%PY%" (
  echo 还没有安装，请先双击“安装.bat”。
  pause
  exit /b 2
)
cd /d "%~dp0"
set "PATH=%~dp0程序;%PATH%"
echo 可以敲命令了。例如：
echo   perfgen check examples
echo   perfgen --help
echo 要到放绩效文本的文件夹里去，敲 cd /d 加一个空格，再把文件夹拖进这个窗口，按回车。
echo.
cmd /k
