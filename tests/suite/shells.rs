//! Tests of completions in the shells themselves, and of manual pages in `man`.

use std::fs;
use std::process::Command;

use super::program::{commands, is_installed, run, shell, stdout};

/// Returns what a shell prints for that script, in a folder with its completion script.
fn in_shell(shell: &str, script: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("_aiinfra"), stdout(&format!("completions {shell}"))).unwrap();
    fs::write(folder.path().join("script"), script).unwrap();
    let mut command = Command::new(shell);
    if shell == "zsh" {
        command.arg("-f");
    }
    let output = command
        .arg("script")
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .env("TERM", "dumb")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// Command lines whose last word is to be completed, and the expected completions.
const COMPLETED: &[(&str, &[&str])] = &[
    ("aiinfra forec", &["forecast"]),
    ("aiinfra segments re", &["region"]),
    ("aiinfra help form", &["formats"]),
    ("aiinfra forecast --unit ", &["million", "billion", "trillion"]),
    ("aiinfra forecast --format ndj", &["ndjson"]),
];

/// Expected only in shells that add no space after a value ending in `=`.
const SEGMENTS: (&str, &[&str]) =
    ("aiinfra segments deployment --segment-cagr cl", &["cloud=", "cloud-services-provider="]);

#[test]
fn bash_completes() {
    if !is_installed("bash") {
        return;
    }
    for (line, expected) in COMPLETED {
        let script = format!(
            r#"source ./_aiinfra
            read -ra COMP_WORDS <<< "{line}"
            [[ "{line}" == *" " ]] && COMP_WORDS+=("")
            COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
            _aiinfra aiinfra "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD - 1]}}"
            printf '%s\n' "${{COMPREPLY[@]}}""#
        );
        assert_eq!(in_shell("bash", &script), *expected, "{line}");
    }
}

#[test]
fn fish_completes() {
    if !is_installed("fish") {
        return;
    }
    let shells: (&str, &[&str]) = ("aiinfra completions z", &["zsh"]);
    // Files are not offered if a name is expected.
    let no_files: (&str, &[&str]) = ("aiinfra segments scr", &[]);
    for (line, expected) in COMPLETED.iter().chain(&[SEGMENTS, shells, no_files]) {
        let script =
            format!("source ./_aiinfra; complete -C '{line}' | string replace -r '\\t.*' ''; true");
        let mut completed = in_shell("fish", &script);
        completed.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(completed, expected, "{line}");
    }
}

/// Presses Tab in a new shell, and prints the resulting line.
const ZSH: &str = r#"
zmodload zsh/zpty
zpty -b shell zsh -f -i
zpty -w shell 'PS1= RPS1=; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; bindkey "^I" complete-word; show() { print -r -- "<$BUFFER>"; exit }; zle -N show; bindkey "^X" show; echo READ""Y'
zpty -r -m shell out '*READY*'
zpty -w -n shell "LINE"$'\t\x18'
zpty -r -m shell out '*<aiinfra*>*'
print -r -- "${${out##*<}%%>*}"
"#;

#[test]
fn zsh_completes() {
    if !is_installed("zsh") {
        return;
    }
    for (line, expected) in [
        ("aiinfra forec", "aiinfra forecast "),
        ("aiinfra segments re", "aiinfra segments region "),
        ("aiinfra help form", "aiinfra help formats "),
        ("aiinfra forecast --format ndj", "aiinfra forecast --format ndjson "),
    ] {
        assert_eq!(in_shell("zsh", &ZSH.replace("LINE", line)), [expected], "{line}");
    }
}

/// Stands in for elvish's editor, which exists only on a terminal. The script calls only this part.
const ELVISH: &str = r#"
var edit: = (ns [&complex-candidate~={|text &display=''| put $text } &completion:=(ns [&arg-completer=[&]])])
eval (slurp < _aiinfra) &ns=(ns [&edit:=$edit:])
each $echo~ [($edit:completion:arg-completer[aiinfra] WORDS)]
"#;

#[test]
fn elvish_completes() {
    if !is_installed("elvish") {
        return;
    }
    let words = COMPLETED.iter().filter(|(line, _)| !line.contains("forecast --"));
    for (line, expected) in words.chain([&SEGMENTS]) {
        let (before, last) = line.rsplit_once(' ').unwrap();
        let offered = in_shell("elvish", &ELVISH.replace("WORDS", &format!("{before} ''")));
        let completed: Vec<&String> =
            offered.iter().filter(|word| word.starts_with(last)).collect();
        assert_eq!(completed, *expected, "{line}");
    }
}

/// PowerShell is not available, so only the text of the script is checked.
#[test]
fn the_powershell_script_lists_the_names() {
    let script = stdout("completions powershell");
    for name in ["forecast", "region", "cloud=", "formats"] {
        assert!(script.contains(&format!("[CompletionResult]::new('{name}', '{name}',")), "{name}");
    }
    assert_eq!(script.matches('{').count(), script.matches('}').count());
}

#[test]
fn completions_are_for_known_shells() {
    let answer = run("completions tcsh");
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""));
    assert!(answer.stderr.contains("[possible values: bash, elvish, fish, powershell, zsh]"));
}

/// Returns how `man` shows a page, and its warnings.
fn shown(folder: &std::path::Path, page: &str) -> (String, String) {
    let output = Command::new("man")
        .args(["--warnings", "-l", page])
        .current_dir(folder)
        .env("MANWIDTH", "100")
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

#[test]
fn man_shows_every_page() {
    let folder = tempfile::tempdir().unwrap();
    let answer = shell("aiinfra man --dir made/man1", folder.path());
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (Some(0), "", ""));
    let pages = fs::read_dir(folder.path().join("made/man1")).unwrap();
    let mut names: Vec<String> =
        pages.map(|page| page.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let of_command = |name: String| format!("aiinfra-{name}.1");
    let mut expected: Vec<String> = commands().into_iter().map(of_command).collect();
    expected.push("aiinfra.1".to_owned());
    expected.sort();
    assert_eq!(names, expected);
    if !is_installed("man") {
        return;
    }
    for name in &names {
        let (text, warnings) = shown(folder.path(), &format!("made/man1/{name}"));
        assert_eq!(warnings, "", "{name}");
        for heading in [
            "NAME",
            "SYNOPSIS",
            "EXAMPLES",
            "GLOBAL OPTIONS",
            "ENVIRONMENT",
            "EXIT STATUS",
            "SEE ALSO",
        ] {
            assert!(text.contains(&format!("\n{heading}\n")), "{name}: {heading}\n{text}");
        }
    }
    let (text, _) = shown(folder.path(), "made/man1/aiinfra.1");
    for part in [
        "aiinfra - A calculator for published market forecasts",
        "FORMATS AND LAYOUTS: HOW AN ANSWER IS WRITTEN",
        "aiinfra-forecast(1)",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let (text, _) = shown(folder.path(), "made/man1/aiinfra-compare.1");
    assert!(text.contains("aiinfra compare --cagr 20..30:5 --follow cagr"), "{text}");
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(words.join(" ").contains("What-ifs apply to every scenario"), "{text}");
}

#[test]
fn a_single_page_is_the_same_as_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    shell("aiinfra man --dir .", folder.path());
    for (call, file) in [("man", "aiinfra.1"), ("man forecast", "aiinfra-forecast.1")] {
        assert_eq!(stdout(call), fs::read_to_string(folder.path().join(file)).unwrap());
    }
    assert_eq!(run("man forecast --dir x").code, Some(2));
}
