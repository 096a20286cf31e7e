//! Octets and tokens.

pub(super) mod byte_order_mark;
pub(super) mod comment_cuts_string;
pub(super) mod control_byte;
pub(super) mod crlf_line_endings;
pub(super) mod escape_invalid;
pub(super) mod file_unreadable;
pub(super) mod final_newline_missing;
pub(super) mod foreign_comment;
pub(super) mod lone_cr;
pub(super) mod merge_conflict_marker;
pub(super) mod mixed_line_endings;
pub(super) mod newline_in_quote;
pub(super) mod non_ascii_space;
pub(super) mod octal_escape;
pub(super) mod parenthesis_before_owner;
pub(super) mod parenthesis_nested;
pub(super) mod parenthesis_unbalanced;
pub(super) mod quote_inside_token;
pub(super) mod quote_unterminated;
pub(super) mod single_quotes;
pub(super) mod smart_quotes;
pub(super) mod string_not_ascii;
pub(super) mod trailing_whitespace;
pub(super) mod utf16_text;
