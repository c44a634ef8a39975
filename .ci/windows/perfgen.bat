@echo off
if exist "%~dp0env\Scripts\python.exe" (
  "%~dp0env\Scripts\python.exe" -m perfgen %*
) else (
  "%~dp0python\python.exe" -m perfgen %*
)
