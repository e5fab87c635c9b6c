//! Every code a diagnostic can have, with its severity and its explanation: the one list.

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site can be made, but somebody should look.
    Warning,
    /// Nothing is published until it is mended.
    Error,
}

impl Severity {
    /// The word that is printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Makes the enum and its table from one list, so that no code can lack an explanation.
macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $title:literal $explanation:literal)*) => {
        /// What kind of problem a diagnostic reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the pipeline: reading, parsing, linking, judging, showing.
            pub const ALL: &[Code] = &[$(Code::$variant),*];

            /// The name that is printed and written in `review.yaml`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),* }
            }

            /// How bad it is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),* }
            }

            /// What it means, in one line.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title),* }
            }

            /// Why it matters and how to mend it.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => $explanation),* }
            }
        }
    };
}

impl Code {
    /// The code with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Whether it says that a text could not be understood, so that other problems of it may only follow from this one.
    #[must_use]
    pub fn is_of_reading(self) -> bool {
        matches!(
            self,
            Code::ConflictMarker
                | Code::FileTooLarge
                | Code::FrontMatterMissing
                | Code::FrontMatterTooLarge
                | Code::FrontMatterUnclosed
                | Code::InternalError
                | Code::InvalidYaml
                | Code::LineTooLong
                | Code::NoReview
                | Code::NotUtf8
                | Code::RecordEnding
                | Code::SymbolicLink
                | Code::UnknownFolder
                | Code::Unreadable
                | Code::YamlFeature
                | Code::YamlTooDeep
        )
    }
}

codes! {
    InternalError "internal-error" Error
        "the program failed at a file"
        "This is a fault of rapporteur, not of the file. The file is left out, the rest of the review was checked, and a preview goes
on; nothing is published until the file can be read. Please report it, with the file and the message. Until it is mended,
look for what is unusual about the file, and write it in another way."
    NoReview "no-review" Error
        "the content folder has no review.yaml"
        "A review is a folder with a file `review.yaml` that says at least its title:

    title: Second Security, Stability and Resiliency Review

`rapporteur init` makes a review that builds."
    Unreadable "unreadable" Error
        "a file or folder cannot be read"
        "The operating system refused to open or list it, and its own message is given; or it is a pipe, a socket or a device, and
no file at all. The rest of the review was checked. Mend its permissions, or move it out of the content folder."
    SymbolicLink "symbolic-link" Error
        "a symbolic link, which is not followed"
        "A link can lead to any file of the computer, and to another one tomorrow: what nobody meant to publish would be
published. So none is followed, not even to a file of the same folder. Put the file or folder itself in its place; two records
can refer to one attachment. The content folder and the folder of themes may be links, or stand behind one."
    FolderTooDeep "folder-too-deep" Error
        "folders stand in each other more than 32 levels deep"
        "What is in a folder this deep would have an address that nobody can read out, and is not looked at. Usually a folder
was copied into itself. Move what is in it further up."
    ReviewTooLarge "review-too-large" Error
        "a review of strangers has more or larger files than it may have"
        "With `--untrusted` a content folder has at most 20,000 files and folders, 64 MiB of text and 1 GiB of attachments: who may propose
a change should not be able to keep a machine busy with it. Nothing of a larger one is read. Without `--untrusted` only single files
and lines have limits."
    NotUtf8 "not-utf-8" Error
        "a content file is not UTF-8 text"
        "Content files are UTF-8. The first byte that is not part of a valid character is shown. Most editors can save with
another encoding: choose UTF-8."
    FileTooLarge "file-too-large" Error
        "a content file is larger than 16 MiB"
        "A record this long cannot be read on a page. Split it, or publish it as an attachment: any file that is not `.md` or
`.yaml` is copied as it is and can be linked."
    LineTooLong "line-too-long" Error
        "a line of a content file is longer than 1 MiB"
        "No page has a paragraph of this length; usually data was pasted into a text file. Put it into an attachment and link it."
    InvalidName "invalid-name" Error
        "a file or record name cannot be part of an address"
        "The name of a record is part of its address for ever, on every file system and host. It is made of letters, digits,
`-`, `_` and `.`, begins with a letter or digit, does not end with a dot, is at most 120 bytes long, and is not a name that
Windows keeps for devices (`con`, `nul`, …). Write `dns-security.md`, not `DNS Security?.md`; the title can say the rest. Other files
may be called as they are, but without what some system or program refuses or takes for something else: backslashes, `:`, `?`, `*`,
`<`, `>`, `|` and `\"`, control characters and what nobody sees, a dot or a space at the end, `-` at the beginning, the names of
devices, and paths of more than 240 bytes."
    NameClash "name-clash" Error
        "two names that some file systems and hosts take for one"
        "Some file systems and hosts do not tell `A` from `a`, or `SS` from `ß`; and an accented letter may be one character or two, which
nobody sees. One page would silently replace the other. Rename one."
    UnknownFolder "unknown-folder" Error
        "a record stands in a folder that is not a kind"
        "The folder of a record says its kind: `recommendations/4.1.md` is a recommendation. Records stand directly in one of
the kinds' folders, and `<folder>.yaml` beside them holds many of one kind. A page of another sort belongs into `pages/`."
    ActiveAttachment "active-attachment" Warning
        "an attachment can run scripts in the reader's browser"
        "Attachments are published as they are. One that is a page, a script, or a drawing or other XML with scripts, event
handlers, entities or style sheets in it can run something under the address of the review, on every host that does not
confine it; a program or an office file with macros runs on the reader's own computer. XML is read to find out; what is not
well-formed, longer than 16 MiB or in an unusual encoding is not judged and counts as well. Remove the scripts, or publish a
PDF or a bitmap image."
    ExecutedAttachment "executed-attachment" Error
        "an attachment that hosts run instead of sending it"
        "A host with PHP, CGI, ASP, JSP or the like takes a file with such an ending for a program of its own and runs it. Some do so
wherever the ending stands in the name: `report.php.txt`. What tells a host how to behave (`web.config`, `_worker.js`) and
what lies in a folder `cgi-bin` is refused for the same reason. To publish the text of a program, call it `report-php.txt`."
    UnknownEnding "unknown-ending" Warning
        "an attachment of a kind that is not known to be harmless"
        "What an ending means is for the host and the browser to say, and nothing is known of this one. Publish a common format
(PDF, text, CSV, JSON, office formats, images, sound, film), or pack the file as `.zip`."
    ConflictMarker "conflict-marker" Error
        "a file in which a merge was not finished"
        "Between lines of `<<<<<<<`, `=======` and `>>>>>>>` stand the two texts of which a merge could not choose one. Keep what is
right, and remove the marks. Nothing else of the file was looked at."
    FrontMatterMissing "front-matter-missing" Error
        "a record does not begin with front matter"
        "A Markdown record begins with a line `---`, its fields as YAML, and another line `---`:

    ---
    title: DNS Security
    ---

Both lines stand at the left margin with nothing else on them."
    FrontMatterUnclosed "front-matter-unclosed" Error
        "the front matter has no closing line"
        "The fields of a record end with a line `---` of its own, at the left margin."
    FrontMatterTooLarge "front-matter-too-large" Error
        "the front matter is larger than 64 KiB"
        "Front matter holds short fields. Long text belongs into the body, data into an attachment."
    InvalidYaml "invalid-yaml" Error
        "the YAML cannot be read"
        "The text is not valid YAML from the place shown on. Common causes: a tab used for indentation, a colon followed by a
space inside unquoted text (`title: Part 1: Scope`), a quote that is not closed, lines of a list that do not line up. Put text
with such characters into quotes: `title: \"Part 1: Scope\"`."
    YamlFeature "yaml-feature" Error
        "a YAML feature that records do not use"
        "Anchors (`&a`), aliases (`*a`), tags (`!!str`), lists as keys and several documents in a file are not used in records: they make text mean something else than
it says, and a few lines of aliases can fill a computer's memory. Write the value out; put text that begins with `&`, `*` or `!` into quotes."
    YamlTooDeep "yaml-too-deep" Error
        "YAML is nested more than 32 levels deep"
        "No field is nested this deep. Usually a bracket was repeated by mistake."
    CutByComment "cut-by-comment" Error
        "a value is cut short by `#`"
        "After a space, `#` begins a comment in YAML: `title: Plenary meeting #12` is a meeting called `Plenary meeting`. Put the
text into quotes: `title: \"Plenary meeting #12\"`. What is meant as a comment has a space after its mark: `# like this`."
    DuplicateKey "duplicate-key" Error
        "a field is given twice"
        "Which of the two is meant cannot be known. Keep one."
    UnknownField "unknown-field" Error
        "a field that this kind does not have"
        "A misspelt field would be lost silently, so unknown fields are refused. `rapporteur schema KIND` lists the fields of a
kind. Facts that no field fits go under `extra`, which takes any names."
    MissingField "missing-field" Error
        "a required field is missing"
        "The kind cannot be shown without this field. `rapporteur schema KIND` says which fields are required."
    WrongType "wrong-type" Error
        "a field has another form than its type asks for"
        "The field wants, for example, a single text and was given a list, or a whole number and was given words."
    UnknownChoice "unknown-choice" Error
        "a value that is not one of the field's choices"
        "The field takes one of a fixed list of words, so that records can be counted and filtered. The help lists them. For the words of
a response, of progress and of a verdict's `rating` a review can have words of its own: `words` in `review.yaml` says what they
count as, and the help has the line to write."
    InvalidOwnWord "invalid-own-word" Error
        "a word in `words` that cannot be one of the review's own"
        "`words` in `review.yaml` says which base word each word of the sources counts as. A word that is a base word already would
hide it, one that is there twice could count as two things, and one that stands for nothing could not be counted at all."
    InvalidDate "invalid-date" Error
        "a date that cannot be read or does not exist"
        "Dates are written as EDTF level 0: `2017`, `2017-10`, `2017-05-14`, a range `2017-05-14/2017-05-15`, or `unknown`.
Source: Library of Congress, Extended Date/Time Format (EDTF) Specification, level 0; ISO 8601-2:2019. Times of day and time
zones are not part of a record's date."
    InvalidPeriod "invalid-period" Error
        "a period of time that cannot be read"
        "A clock in `review.yaml` runs for a number of days, weeks, months or years: `90 days`, `6 months`, `1 year`. The number is a
whole one, from 1 to 9999."
    UnsafeAddress "unsafe-address" Error
        "an address that readers should not be sent to"
        "Only `http`, `https`, `mailto`, `tel` and relative addresses become links. Others (`javascript:`, `data:`, `file:` …)
can run code in the reader's browser or point into the writer's own computer. What stands before an `@` in an address of the web
is the name of a user: `https://icann.org@example.com` leads to `example.com`."
    InvalidAddress "invalid-address" Error
        "an address that leads nowhere"
        "The address has a good scheme, and no browser could follow it: the host is missing or cannot be the name of one, the port is no
number, `//` is missing behind `https:`, or nobody is named behind `mailto:`. Behind `base_url` the paths of pages are put, so it has
no query and no fragment. Copy the address from the browser once more."
    MisleadingAddress "misleading-address" Warning
        "an address that leads elsewhere than readers believe"
        "The text of a link is the name of a host, and the link leads to another one; or the name of the host has letters that look like
those of another script, also where it is written for the system of names (`xn--…`). Readers trust what they read. Let the text say
where the link leads; to an archive it may lead."
    InvalidAlias "invalid-alias" Error
        "an alias that is not an address inside the site"
        "An alias is a former id (`recommendations/12`) or a former path of the site (`rec/12.html`). It cannot leave the site,
begin with `/`, or contain a backslash, what stands behind a `?`, or a name that a file system refuses. What is written with `%` in an
address may be written so: `Review%20Team`."
    DuplicateId "duplicate-id" Error
        "two records have the same id"
        "The folder and the name together are the id, whichever file the record stands in. Rename one."
    UnknownRecord "unknown-record" Error
        "a reference that no record answers to"
        "A reference is an id (`teams/dns-security`), a bare name where only one record bears it (`dns-security`), or a label
(`4.6(c)(iv)`; case and white space do not count). The nearest ids are suggested."
    AmbiguousReference "ambiguous-reference" Error
        "a reference that several records answer to"
        "Write the full id: the folder, a slash and the name."
    WrongKind "wrong-kind" Error
        "a reference to a record of a kind that the field does not take"
        "Each field says which kinds it points to: `clauses` points to clauses, `team` to a charter. `rapporteur schema KIND` lists them. An
image (`![text](path)`) shows a file and no record; `![[id]]` shows the summary of a record."
    UnknownHeading "unknown-heading" Error
        "a link to a heading or an entry that the record does not have"
        "The part after `#` is the id of a heading in the body of the record: the heading's words in lower case joined by `-`,
or what is written as `{#id}` after it. Entries of histories, decisions and action items have ids as well (`#response-2021-07-22`,
`#decision-1`). Those that the record has are listed."
    UnknownPage "unknown-page" Error
        "a link to a page that the site does not have"
        "An address that ends in `/` is a page of the site: of a record, a list (`/recommendations/`), the review as a whole (`/report/`) or
those that share a value (`/recommendations/by/response/rejected/`). The nearest ones are suggested."
    EmptyPage "empty-page" Warning
        "a link to a page of the site that has nothing to show"
        "The site has a page only where there is something to list. The words of the link are published without it, until there is again;
so a record that is built as of an earlier day needs no other text. Take the link out if nothing is to come."
    DraftReference "draft-reference" Error
        "a published record refers to a draft"
        "Drafts are not published, so the reference would lead nowhere. Publish the draft (remove `draft: true`), or remove the reference."
    FormerId "former-id" Warning
        "a reference uses a record's former id"
        "The record moved; its alias still answers. Write its present id."
    UnknownAttachment "unknown-attachment" Error
        "a link to a file that is not in the content folder"
        "Relative links name a record's file or an attachment, from the file that they stand in (`../documents/report.pdf`)."
    AddressTaken "address-taken" Error
        "two things would be published at the same address"
        "A page, a redirect from an alias and an attachment need addresses of their own; upper and lower case do not tell them
apart, since some hosts do not. Rename one, or remove the alias."
    AddressGone "address-gone" Warning
        "an address that an earlier build published would lead to nothing"
        "The folder that the site is published in knows what an earlier build said at which address. Others have cited these addresses.
Where a record was renamed, `aliases: [recommendations/12]` in it keeps the former address alive; a recommendation that no
longer stands keeps its page and says so in `withdrawn`. If the address is to go, let it: `build` says this once, and removes
the page. With `--strict` it removes nothing, so build once without it."
    AddressHeldBack "address-held-back" Warning
        "an address that an earlier build published would lead to nothing, since its record is a draft now"
        "A draft is never published, so a build removes the page that was there, and the files that belong to it alone. Remove `draft: true`
if nobody meant that."
    AddressReused "address-reused" Warning
        "an address says something else than before, and what it said stands at another"
        "Whoever cites `/recommendations/4.1/` means what was to be read there. If numbers are given anew, keep the names of the files,
and say the new number in `label`; or give the new text a name that was never used. A title that was merely edited is not
reported."
    CircularReference "circular-reference" Warning
        "records refer to each other in a circle"
        "A clause cannot be its own parent, and a recommendation cannot depend on or supersede itself, directly or by way of others."
    RawHtmlRemoved "raw-html-removed" Warning
        "HTML in a body that is not published"
        "Content may be written by anybody, so HTML in it is cleaned against a list of plain elements and attributes: text
formatting, lists, tables, `details`, `abbr`, and so on. Scripts, styles, frames, forms and event handlers are removed."
    LostCell "lost-cell" Error
        "a row of a table has more cells than the table has columns"
        "The first row and the line of hyphens below it say how many columns a table has; Markdown leaves out what stands in a row
beyond them. Add the columns, or write `\\|` where a cell holds the sign itself. In `[[4.1|the text]]` it needs no backslash."
    UnknownFootnote "unknown-footnote" Error
        "a footnote mark without its footnote"
        "`[^1]` in the text needs a line `[^1]: …` in the same body."
    UnusedFootnote "unused-footnote" Warning
        "a footnote that no mark refers to"
        "The footnote is printed, but no reader is led to it. Add its mark `[^1]` where it belongs, or remove it."
    DuplicateHeadingId "duplicate-heading-id" Error
        "two headings of one body have the same id"
        "A link could not tell them apart. Change one of the ids written as `{#id}`; ids made from the headings' words are numbered by themselves."
    UnusedDefinition "unused-definition" Warning
        "a line that says where a label leads, and that no link uses"
        "`[label]: address` is not shown: it says where `[label]` and `[text][label]` lead. Where no link has the label, or a line
above has defined it, the line is lost. Remove it, or use it; a backslash before `[` makes it text. `[//]: # (a comment)` is passed over."
    LooksLikeLink "looks-like-link" Warning
        "text that was meant as a link"
        "Brackets with an address or a label behind them are shown as they stand: there is a space in the address or before it, or no
line says where the label leads. A link is `[text](address)`, one with spaces in its address `[text](<the file.pdf>)`. Where the
signs are meant, put a backslash before the first, or write `<!-- rapporteur: as-written -->` above the block."
    LooksLikeReference "looks-like-reference" Warning
        "text that was meant as a reference"
        "A reference stands in two brackets on each side: `[[findings/1]]`. Where the signs are meant, put a backslash before the first,
or write `<!-- rapporteur: as-written -->` above the block."
    LooksLikeList "looks-like-list" Warning
        "text that was meant as a list"
        "Items of a list begin with `- `, or with a number, a point and a space. The bullets of a word processor, and numbers with
nothing behind the point, are shown in one run of text. Where this is meant, write `<!-- rapporteur: as-written -->` above the block."
    LooksLikeHeading "looks-like-heading" Warning
        "text that was meant as a heading"
        "A space stands between the marks of a heading and its words: `## Rationale`. Where the signs are meant, put a backslash
before the first, or write `<!-- rapporteur: as-written -->` above the block."
    LooksLikeTable "looks-like-table" Warning
        "text that was meant as a table"
        "A table has a line of hyphens below its first row, with as many columns: `|---|---|`. Rows without it, and columns made with tabs,
are shown in one run of text. Where this is meant, write `<!-- rapporteur: as-written -->` above the block."
    LooksLikeCaption "looks-like-caption" Warning
        "text that was meant as the caption of a table"
        "The caption of a table is a paragraph directly above it that begins with `Table: `, or with its number: `Table 3: `. One below a
table, one with another text or a second caption between it and its table, and one without words are shown as text. Where this is
meant, write `<!-- rapporteur: as-written -->` above the block."
    LooksLikeEmphasis "looks-like-emphasis" Warning
        "text that was meant to be emphasised"
        "No space stands inside of the marks of emphasis: `**Note:** the rest`. Where the signs are meant, put a backslash before the
first, or write `<!-- rapporteur: as-written -->` above the block."
    LooksLikeParagraph "looks-like-paragraph" Warning
        "sentences that are shown as code"
        "Lines that begin with four spaces or a tab are code: they are not broken, and cut where they are wider than the page. Remove the
spaces; to show code, write three backticks above and below it, or `<!-- rapporteur: as-written -->` above the block."
    LooksLikeSignature "looks-like-signature" Warning
        "a signature that makes a heading"
        "A line of hyphens below a text makes the text a heading. Before a signature stands an empty line; a heading is written with `##`.
Where it is meant, write `<!-- rapporteur: as-written -->` above the block."
    HeadingLevel "heading-level" Warning
        "a heading skips a level"
        "The page's own title is the first level, so a body begins with `##` and goes one level deeper at a time. Readers of a
screen reader move by levels (WCAG 2.2, technique G141)."
    HeadingAttributes "heading-attributes" Warning
        "braces at the end of a heading that are no id"
        "Only an id can be written after a heading, as `## Later {#later}`. Classes and other attributes, which some programs read in
such braces, are shown as text. Remove them; a backslash before the brace says that it is meant: `## The set \\{.a}`."
    ImageWithoutText "image-without-text" Warning
        "an image without a text for those who cannot see it"
        "Write what the image tells between the brackets: `![votes for each option](votes.png)` (WCAG 2.2, 1.1.1)."
    NestedTooDeep "nested-too-deep" Error
        "Markdown is nested more than 64 levels deep"
        "Lists and quotations nested this deep cannot be read. Usually a character was repeated by mistake."
    ControlCharacter "control-character" Warning
        "a character that is not text"
        "Control characters and Unicode noncharacters are not allowed in HTML and cannot be seen in an editor. They are left out; the
text around them is published. Delete them."
    UnbalancedDirection "unbalanced-direction" Error
        "a direction of text that is not closed"
        "Controls such as U+202E turn round the order in which the letters behind them are shown. One that is not closed in its own
paragraph or field turns round other words of the page, so that they say what nobody wrote. Browsers know the direction of each
script; delete the control."
    InvisibleCharacter "invisible-character" Warning
        "a character that nobody sees"
        "A character of no width, or one that turns the direction of the text. Two names that differ in nothing else look the same, and
what was copied from web pages and word processors is full of them. Where a script needs them they are not reported: within Persian or
Hindi words, in emoji, in texts written from right to left, and a soft hyphen within a word."
    TextTooLong "text-too-long" Error
        "a text of one line is longer than 2,000 characters"
        "Titles, labels, names and summaries stand in lists, menus and the titles of windows, many times over. Say it in a sentence, and
the rest in the body."
    CharterTooFewMembers "charter-too-few-members" Warning
        "a sub-team has fewer members than the review asks for"
        "Many reviews set how many members a sub-team has at least. Here it is 3, unless `review.yaml` says otherwise:

    rules:
      charter-too-few-members:
        figure: 4

Of a sub-team whose `members` are `unknown` nothing is said."
    CharterWithoutRapporteur "charter-without-rapporteur" Warning
        "a sub-team has no rapporteur"
        "The rapporteur of a sub-team holds the pen and reports back to all. Name one of its members in `rapporteur`. Where it has
nobody who does this, or nobody knows who it was, except it in `review.yaml`, with that as the reason."
    RapporteurNotAMember "rapporteur-not-a-member" Error
        "the rapporteur of a sub-team is not one of its members"
        "Add the person to `members`, or correct `rapporteur`."
    CommentPeriodTooShort "comment-period-too-short" Warning
        "a public comment period is shorter than it should be"
        "Who is asked for comments needs time for them: at least 40 days, or as many as `figure` says in `review.yaml`. The days from `opens`
to `closes` are counted; nothing is reported where one of them is not an exact date."
    ClauseWithoutTeam "clause-without-team" Warning
        "a clause that the review shall assess has no sub-team"
        "Every clause with `duty: shall` is named in the `clauses` of at least one charter, itself or by one of its parts."
    RecommendationWithoutRationale "recommendation-without-rationale" Warning
        "a recommendation does not say why"
        "The rationale stands under a heading `## Rationale` in the body of the recommendation or of its group. A heading in other
words has its id: `## Reasons {#rationale}`. Where the review always has another word, say so once in `review.yaml`:
`names: {rationale: Reasons}`."
    RecommendationWithoutPriority "recommendation-without-priority" Warning
        "a recommendation has no priority"
        "Say how urgent it is in `priority`, in the words of the review. `unknown` says that nobody knows, and sets none."
    RecommendationWithoutRoute "recommendation-without-route" Warning
        "a recommendation does not say how it is to be carried out"
        "`route: implementation` can be carried out directly; `route: policy` needs a policy, a rule or a law to be made first."
    RecommendationWithoutCompletion "recommendation-without-completion" Warning
        "a recommendation does not say when it is complete"
        "`complete_when` says how anybody will know that it was carried out: a quantitative target or a metric where possible."
    RecommendationNotAgreed "recommendation-not-agreed" Warning
        "an answered recommendation that does not say what agreement there was"
        "A recommendation that has been answered was final. Say in `consensus` who agreed to it and how far, also where one person
decided alone; or name it in the `on` of a decision of a meeting that has no `team`, and so was one of all."
    DatesRunBackwards "dates-run-backwards" Error
        "a later event has an earlier date"
        "Something ends before it starts, closes before it opens, or is done before the meeting that asked for it. Partial dates
count as every day that they can mean, so only what cannot be true is reported."
    ClockWithoutDate "clock-without-date" Warning
        "a clock that does not run, because nobody knows from when on"
        "What `review.yaml` says under `clocks` is counted from a date: that of the record or the date that `of` names, or that on which
a comment period closes. Where it is not given, or unknown, nothing can be called overdue. Give the date, or the date by which
the answer is due: `response_due` in the recommendation."
    WeekdayMismatch "weekday-mismatch" Error
        "a weekday that does not fit the date beside it"
        "The calendar (proleptic Gregorian, ISO 8601) says otherwise: one of the two is wrong. Find out which.
`Thursday 22 July` is of the year of the record's `date`, unless another year stands near; a day of the year before or after
counts where it fits and is less than half a year away. Quotations, code and `extra` are not looked at."
    TotalWithoutMeaning "total-without-meaning" Error
        "a total counts what there is not"
        "`among` names the folder of a kind of record, a group, an organisation or a theme, and each word in `counts` is one of the words of the history that `of` names.
A figure about anything else could be neither right nor wrong, so this holds even where `total-mismatch` is switched off."
    TotalMismatch "total-mismatch" Error
        "a stated total cannot be true of its rows"
        "The figures under `totals` are held against the records they speak of; what no record knows may be as a figure says.
Correct the figure or the rows; where the source itself contradicts its rows, keep what it says, and add `accept:` with the reason."
    UnknownPart "unknown-part" Error
        "an entry speaks of a part that the recommendation does not have"
        "`part` in an entry is the `id` of one of the `parts` of the same record. An entry about a part that nobody has named would
stand beside the others as if it were about something else."
    RemarkWithoutEntry "remark-without-entry" Error
        "a reason or note is about a record of which the statement says nothing"
        "`reasons` and `notes` of a statement stand beside what it says of a record under `response`, `progress` or `verdict`.
About any other record they would be read by nobody."
    SourcesDiffer "sources-differ" Warning
        "one body says two things of one recommendation on one day"
        "Two entries of the same day, part and `by` say different things: in the record, or in the record and in a statement or a
decision. Correct one of the two; where the sources do differ, both are shown as such, and the record can be excepted."
    NamedTwice "named-twice" Warning
        "a statement names a record twice under one word"
        "In a list of many numbers, one that stands there twice was usually meant to be another. Name each record once, or say which
`part` of it is spoken of."
    ContradictoryRating "contradictory-rating" Error
        "an entry states something else than its rating stands for"
        "`words` in `review.yaml` says what a `rating` stands for, so `implemented`, `effect` and `intent` need not be written beside it.
Where they are, they say the same. Correct the entry or the mapping; what the judge found beyond the rating goes into `note`."
    EntryAfterToday "entry-after-today" Warning
        "an entry of a history speaks of a day that has not come"
        "A response, a report of progress or a verdict says what was so on its day. One that is dated after today, or after the day
given with `--as-of`, is shown as what is to come and counts for nothing; usually a year was misspelt."
    UnknownAndSaid "unknown-and-said" Warning
        "a history is said to be unknown, and something is said in it"
        "`response: unknown` says that nobody knows of any response. A statement or the decision of a meeting states one, and that is shown.
Leave out the `unknown`."
    UnusedAttachment "unused-attachment" Warning
        "a file that no record names would be published"
        "Whatever else lies in the content folder is published as it is, under its own address. A file to which no record leads was often
forgotten there: a leftover of an editor, a copy, a draft. Link to it, take it out of the folder, or name it under `ignore` in
`review.yaml`. Files that hosts and browsers ask for by name, such as `favicon.ico`, need no record."
    RecordEnding "record-ending" Error
        "a file looks like a record, but has not the ending of one"
        "Records are files that end in `.md`, `.yaml` or `.yml`, in lower case. All others are published as they are, front matter, drafts
and all; `1.1.MD`, `1.1.markdown` or `1.1.md.txt` was meant to be a record. Rename it; some systems do not show the last ending."
    EntryOfAWhole "entry-of-a-whole" Warning
        "something is said of a recommendation whose parts are counted instead of it"
        "Other recommendations name it in `part_of`, so these are counted, open or closed, each for itself. What is said of the whole stands
on its page, and nobody finds it in a list. Say it of each of the parts; a statement takes several: `approved: [1.1, 1.2]`."
    ProgressOnRejected "progress-on-rejected" Warning
        "progress is reported on what was rejected"
        "The body whose current response is `rejected` says of a later day that it carries the recommendation out. Only entries of the
same `by`, or of nobody named, are held against each other: one body may well do what another rejected."
    ProgressTakenBack "progress-taken-back" Warning
        "progress is complete, and later it is not"
        "The same body says `complete`, and of a later day `in progress` or `not started`. Correct the dates or the states, or except the
record in `review.yaml` if it was so."
    CompleteBeforeResponse "complete-before-response" Warning
        "something is complete before anybody responded"
        "The same body reports that it has carried something out, and of a later day answers for the first time what it was asked.
Usually one of the two years is wrong."
    CompleteAgainstVerdict "complete-against-verdict" Warning
        "one body says both that something is complete and that it was not implemented"
        "What is claimed and what an independent look found may differ, and then each has its own `by`. That one body says both, and
nothing newer, is most likely a slip."
    CommentAfterClose "comment-after-close" Warning
        "a comment is dated after its comment period closed"
        "`closes` is the day after any extension. Correct one of the two dates; a comment that came late can be excepted in
`review.yaml`, with the reason why it counts."
    DuplicateNumber "duplicate-number" Warning
        "two records of one kind have the same number"
        "A number is how people cite a record, so two of one kind cannot share it; only each sub-team numbers its own meetings, and each
earlier review its own recommendations. Drafts are not compared."
    DuplicateLabel "duplicate-label" Warning
        "two records of one kind have the same label"
        "A label is how documents cite a record, and a reference by it would be ambiguous. Sub-teams and earlier reviews have
labels of their own for their meetings and recommendations. Drafts are not compared."
    DuplicateEntryId "duplicate-entry-id" Error
        "two entries of one list have the same id: decisions, action items, or those of a history"
        "Minutes cite a decision or an action item by its id, so within a meeting no two decisions and no two action items share
it. One that is left out is the place in the list: the second decision without an id is `decision-2`."
    PersonNamedTwice "person-named-twice" Warning
        "a person is named twice where once is enough"
        "A person is a member of a sub-team once, and at a meeting either in `present` or in `apologies`. Usually somebody else was meant."
    NearlyEqualNames "nearly-equal-names" Warning
        "two names in plain words are nearly equal"
        "What one body said is found under one name, so `Lake Water Ltd` and `Lake Water Limited` should be written alike. The names in
`by`, `addressee`, `owner`, `from`, `publisher`, `affiliation` and `nominated_by` are compared. Upper and lower case do not count, and
names with other digits are never near. If two bodies really are called so, except one of the records in `review.yaml`."
    MixedScripts "mixed-scripts" Warning
        "a name with letters of two scripts in one word"
        "A Cyrillic `а` in a Latin word looks like an `a` and is another letter: the name is not found, and may be taken for that of somebody
else. Titles, labels, ids and names of people and organisations are looked at. Type the word again; where both scripts are meant,
except the record in `review.yaml`."
    NearlyEqualWords "nearly-equal-words" Warning
        "two words of a history are nearly equal"
        "A word in `words` of `review.yaml` is another one, or a base word, but for a slip of the pen or the marks between its words. What
is one thing would be counted as two. Write it alike everywhere, or switch the rule off if the sources do mean two things."
    UnknownTitle "unknown-title" Warning
        "a title that says `unknown`"
        "Every record is called something on its page and in lists, so `unknown` is taken for its name. Write what readers should call
it, as `Unnamed report of 2019`."
    UnknownMeaning "unknown-meaning" Warning
        "a term of the glossary whose meaning nobody knows"
        "A glossary tells readers what a word means. Say it, or remove the term until somebody knows."
    WordsAfterAddress "words-after-address" Warning
        "words follow an address in its field"
        "The whole of the field becomes the link, so `https://example.org/a (page 3)` leads nowhere. Write the address alone; which page is
meant is said in `note`, `extra` or the body, and several sources are a list."
    UnknownRule "unknown-rule" Error
        "review.yaml names a rule that does not exist"
        "Only the rules of a review can be switched off, by their code. `rapporteur explain` lists all codes."
    RuleWithoutReason "rule-without-reason" Error
        "a rule is changed without a reason"
        "A rule that is switched off or changed, or does not hold for some records, needs a `reason`: it is part of the record why it does not hold here.
`retrospective` is itself the reason: it says why nobody can keep to certain rules any more."
    ContradictoryRule "contradictory-rule" Error
        "a rule is switched off, and yet something is said of how it holds"
        "A rule with `off: true` holds for no record: a `figure` or records in `except` say nothing beside it. Remove `off` where
the rule holds for the other records."
    UnknownTheme "unknown-theme" Error
        "the theme named in review.yaml does not exist"
        "A theme is the folder `themes/<name>` beside the content folder; `default` is always there. `theme` says its name and
nothing else: `theme: ours` is the folder `themes/ours`. A path or a link would lead to files that nobody meant to publish."
    UntrustedTheme "untrusted-theme" Error
        "a theme that strangers can change"
        "A template can put anything on every page. With `--untrusted` no theme is taken from beside the review, whether `theme` in
`review.yaml` asks for it or the folder `themes/default` is there; nothing of it is read. `--themes` names a folder of themes that
strangers cannot change, such as one of the branch that the change is to be merged into."
    ThemeTooLarge "theme-too-large" Error
        "a theme has more or larger files than a theme can have"
        "A theme has at most 2,000 files and folders, no file of more than 16 MiB, and 64 MiB together: all of it is read before
every build. Keep sources of pictures, tools and packages in a folder of their own; files that readers download are attachments."
    TemplateError "template-error" Error
        "a template cannot be used"
        "A template of the theme has a mistake in its syntax or asks for something that its page does not have. The place is
shown. The theme's own templates lie in the program; files of the same name in `themes/<name>` replace them one by one."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kebab_case_and_unique() {
        for (position, code) in Code::ALL.iter().enumerate() {
            let name = code.name();
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{name}");
            assert_eq!(Code::ALL.iter().position(|other| other.name() == name), Some(position), "{name}");
            assert_eq!(Code::named(name), Some(*code));
        }
    }
}
