@echo off
chcp 936 >nul
setlocal DisableDelayedExpansion
title 生成 Word 文件
set "PY=%~dp0程序\env\Scripts\python.exe"
if not exist "%PY%" set "PY=%~dp0程序\python\python.exe"
if not exist "%PY%" (
  echo 还没有安装，请先双击“安装.bat”。
  pause
  exit /b 2
)
if "%~1"=="" (
  echo 把一份或几份绩效文本（YAML 文件或文件夹）拖到“生成.bat”的图标上，松开鼠标。
  pause
  exit /b 2
)
set "ILL=0"
:next
if "%~1"=="" goto done
"%PY%" -m perfgen build "%~1"
if errorlevel 1 set "ILL=1"
shift
goto next
:done
echo.
if "%ILL%"=="1" (echo 有没做成的，照上面说的改好，再拖一次。) else (echo 做好了。)
pause
exit /b %ILL%
