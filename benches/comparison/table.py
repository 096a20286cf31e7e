"""Tables as text or Markdown."""


def draw(head: list[str], rows: list[list[str]], markdown: bool) -> str:
    """The first column to the left, numbers to the right."""
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    left, right = ("| ", " |") if markdown else ("", "")
    between = " | " if markdown else "  "

    def line(row: list[str]) -> str:
        cells = [cell.rjust(width) if at else cell.ljust(width) for at, (cell, width) in enumerate(zip(row, widths))]
        return (left + between.join(cells) + right).rstrip()

    rule = "|" + "|".join("-" * (width + 1) + (":" if at else "-") for at, width in enumerate(widths)) + "|"
    return "\n".join([line(head), *([rule] if markdown else []), *map(line, rows)])


def number(value: float) -> str:
    """Three digits that count."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
