//! Listens to a peer, a process of its own, until it is done or its time is over.

use std::io::{self, BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::Said;
use crate::measured::peak;

/// A peer that has not built its model by then never will.
const PREPARATION: Duration = Duration::from_secs(900);

/// Solvers look at the clock now and then: what they say so long after their time is heard still.
const GRACE: Duration = Duration::from_secs(15);

/// How often the memory of a peer is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// How a peer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// By itself.
    Done,
    /// Its time was over, and it did not stop by itself.
    Stopped,
    /// It failed, or the system ended it for want of memory; what it said before counts.
    Failed,
}

/// What was heard of a peer.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// All it said, line by line.
    pub said: Vec<Said>,
    /// Seconds until its model was built.
    pub preparation: Option<f64>,
    /// The most memory that was its own at once, in MiB; 0 where the system does not tell.
    pub peak_mib: u64,
    /// How it ended.
    pub ended: Ended,
}

/// Runs a peer and hears what it says; its time starts once it is ready.
///
/// # Errors
/// If it cannot be started, or says what nobody understands.
pub fn listen(command: &mut Command, limit: Duration) -> io::Result<Heard> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let mut heard = Heard { said: Vec::new(), preparation: None, peak_mib: 0, ended: Ended::Done };
    let is_over = hear(&mut child, &mut heard, limit);
    heard.ended = ended(&mut child, *is_over.as_ref().unwrap_or(&true))?;
    is_over.map(|_| heard)
}

/// Hears a peer to its end; whether its time is over before that.
fn hear(child: &mut Child, heard: &mut Heard, limit: Duration) -> io::Result<bool> {
    let start = Instant::now();
    let lines = lines(child.stdout.take());
    let mut end = start + PREPARATION;
    while Instant::now() < end {
        match lines.recv_timeout(LOOK) {
            Ok(line) => heard.said.push(understood(&line?)?),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(false),
        }
        heard.peak_mib = heard.peak_mib.max(peak(child).div_ceil(1024));
        if heard.preparation.is_none() && !heard.said.is_empty() {
            heard.preparation = Some(start.elapsed().as_secs_f64());
            end = Instant::now() + limit + GRACE;
        }
    }
    Ok(true)
}

fn ended(child: &mut Child, is_over: bool) -> io::Result<Ended> {
    if is_over {
        child.kill()?;
    }
    Ok(match child.wait()?.success() {
        _ if is_over => Ended::Stopped,
        true => Ended::Done,
        false => Ended::Failed,
    })
}

/// The lines of a peer, each as soon as it is there.
fn lines(out: Option<ChildStdout>) -> Receiver<io::Result<String>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in out.into_iter().flat_map(|out| BufReader::new(out).lines()) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

fn understood(line: &str) -> io::Result<Said> {
    let shown: String = line.chars().take(80).collect();
    serde_json::from_str(line)
        .map_err(|fault| io::Error::other(format!("`{shown}`: expected what a peer says: {fault}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn what_a_peer_says_before_it_fails_counts() {
        let script = r#"echo '{"ready":{"solver":"S 1"}}'; echo '{"plan":{"seconds":0.5,"duties":[[3,4]]}}'; exit 9"#;
        let heard = listen(&mut shell(script), Duration::from_secs(5)).expect("sh is everywhere");
        assert_eq!(heard.said[1], Said::Plan { seconds: 0.5, duties: vec![(3, 4)] });
        assert!(heard.preparation.is_some_and(|seconds| seconds < 5.0));
        assert_eq!(heard.ended, Ended::Failed);
    }

    #[test]
    fn what_nobody_understands_is_told() {
        let fault = listen(&mut shell("echo presolving"), Duration::from_secs(5)).expect_err("no JSON");
        assert!(fault.to_string().starts_with("`presolving`: expected what a peer says"), "{fault}");
    }
}
