"""click's own words in Chinese: headings of the help texts, and what it says of a wrong call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
from click.exceptions import NoSuchOption

from perfgen.cli.neighbours import no_such_command, no_such_option
from perfgen.cli.width import width


def usage_said(error: click.UsageError) -> str:
    """What was wrong with the call."""
    for kind, say in _SAID:
        if isinstance(error, kind):
            return say(error)
    message = error.format_message()
    return next((chinese for english, chinese in _MESSAGES if english in message), message)


def _named(error: Any) -> str:
    parameter = error.param
    if parameter is None:
        return error.param_hint or "参数"
    return parameter.make_metavar(error.ctx) if isinstance(parameter, click.Argument) else parameter.opts[-1]


def _no_such_option(error: Any) -> str:
    return no_such_option(error.option_name, error.ctx)


def _option_said(error: Any) -> str:
    if "requires an argument" in error.message:
        return f"{error.option_name} 后面缺少内容"
    return f"{error.option_name} 后面不用写内容" if "does not take" in error.message else str(error.message)


def _value_wrong(error: Any) -> str:
    """What is wrong with a value; that something is not there needs no name of what it was for."""
    said = _value_said(error.message)
    named = _named(error)
    argument = isinstance(error.param, click.Argument)
    return said if argument else f"{named}：{said}" if said.startswith("没有") else f"{named} 不对：{said}"


def _value_said(message: str) -> str:
    """What click's own types say, in Chinese; our own messages pass."""
    value, sign, choices = message.partition(" is not one of ")
    if not sign:
        value, sign, choices = message.partition(" is not ")
    return f"没有 {value} 这个选择，可以写 {choices.rstrip('.')}" if sign else message


_SAID: tuple[tuple[type[click.UsageError], Callable[[Any], str]], ...] = (
    (NoSuchOption, _no_such_option),
    (click.BadOptionUsage, _option_said),
    (click.MissingParameter, lambda error: f"缺少 {_named(error)}"),
    (click.BadParameter, _value_wrong),
)

_MESSAGES = (
    ("unexpected extra argument", "多写了参数；路径里有空格时要加引号，一次做许多份用 perfgen batch"),
    ("Missing command", "缺少命令，用 perfgen --help 查看"),
    ("No such command", "没有这个命令，用 perfgen --help 查看"),
)


class ChineseCommand(click.Command):
    """A command whose help is in Chinese throughout."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that begins with 用法."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the name of the command in that line."""
        return [piece.replace("[OPTIONS]", "[选项]") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of the options."""
        records = [
            record
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx))
        ]
        _table(formatter, "选项", records)


class LazyGroup(ChineseCommand, click.Group):
    """A group that imports a command only when it is called, and shows their summaries without importing any."""

    def __init__(self, *args: Any, lazy: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        """`lazy` maps a command to the module that holds it (as `command`) and its one-line summary."""
        super().__init__(*args, **kwargs)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of the commands, in the order of the help."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name, imported now; None where there is none."""
        if cmd_name not in self._lazy:
            return None
        from importlib import import_module  # noqa: PLC0415 -- a cold `--help` must not pay for it

        command = import_module(self._lazy[cmd_name][0]).command
        return command if isinstance(command, click.Command) else None

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """As of any command, with a command to follow."""
        said = (("[COMMAND] [ARGS]...", "[命令 …]"), ("COMMAND [ARGS]...", "命令 …"))
        pieces = super().collect_usage_pieces(ctx)
        return [next((piece.replace(*one) for one in said if one[0] in piece), piece) for piece in pieces]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of the options, and that of the commands."""
        super().format_options(ctx, formatter)
        _table(formatter, "命令", [(name, summary) for name, (_, summary) in self._lazy.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with. Raises UsageError for one there is not, with the nearest."""
        if args and args[0] not in self._lazy and not args[0].startswith("-"):
            raise click.UsageError(no_such_command(args[0], self._lazy), ctx)
        return super().resolve_command(ctx, args)


def _table(formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]) -> None:
    """Rows of two columns, aligned as a terminal shows Chinese; click counts every character as one column."""
    widest = max((width(first) for first, _ in rows), default=0)
    formatter.write(f"\n{title}：\n")
    for first, second in rows:
        formatter.write(f"  {first}{' ' * (widest - width(first) + 2)}{second}\n")


def examples(*lines: str) -> str:
    """An epilog that shows examples, each on its line."""
    return "\b\n例子：\n" + "\n".join(f"  {line}" for line in lines)
