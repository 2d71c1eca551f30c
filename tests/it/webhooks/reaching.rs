//! Where messages are sent, and where they never are.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use pijler::domains::webhooks::service::Deliverer;
use pijler::domains::webhooks::{Names, Reach};
use serde_json::{Value, json};
use tests::{TestApp, on_both};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use super::{Hook, Receiver, Reply, act, deliver, hook, log};
use crate::intake::{Editor, one};

/// Has a webhook tested by what reaches so far; how that ended.
async fn tested(app: &TestApp, editor: &Editor, hook: &Hook, reach: Reach) -> [Value; 2] {
    act(app, editor, &format!("{}/_test", hook.id), json!({})).await;
    let deliverer = Deliverer::new(app.backend.clone(), reach).expect("it can be made");
    assert_eq!(deliverer.work().await.expect("it works"), 1);
    let told = log(app, editor, hook).await.remove(0);
    ["failure", "lastStatus"].map(|name| told[name].clone())
}

/// Where no name may lead.
const NOWHERE: [&[&str]; 8] = [
    &["127.0.0.1"],
    &["10.0.0.1"],
    &["169.254.169.254"],
    &["::1"],
    &["::ffff:127.0.0.1"],
    &["fd00:ec2::254"],
    &["fe80::1", "100.64.0.1", "0.0.0.0"],
    &[],
];

/// Names that all lead to some addresses.
fn leading(to: &'static [&'static str]) -> Names {
    let to: Vec<IpAddr> = to
        .iter()
        .map(|ip| ip.parse().expect("an address"))
        .collect();
    Names::Told(Arc::new(move |_| to.clone()))
}

fn ended(failure: &str) -> [Value; 2] {
    [json!(failure), Value::Null]
}

on_both! {
    async fn nothing_is_sent_to_what_is_not_public_however_its_name_leads_there(app: TestApp) {
        let editor = one(&app).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let far = hook(&app, &editor, &format!("https://haak.voorbeeld.nl:{port}/"), &["push.finished"]).await;
        let near = hook(&app, &editor, &format!("http://127.0.0.1:{port}/"), &["push.finished"]).await;
        for to in NOWHERE {
            let reach = Reach { names: leading(to), ..Reach::default() };
            assert_eq!(tested(&app, &editor, &far, reach).await, ended("no_address"), "{to:?}");
        }
        // What was registered while it might be is looked at again.
        assert_eq!(tested(&app, &editor, &near, Reach::default()).await, ended("no_address"));
        let own = Reach { loopback: true, refused: vec!["127.0.0.0/8".parse().expect("a network")], ..Reach::default() };
        assert_eq!(tested(&app, &editor, &near, own).await, ended("no_address"));
        // A name that leads elsewhere by the time of the second message.
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = asked.clone();
        let turning = Names::Told(Arc::new(move |name| {
            assert_eq!(name, "haak.voorbeeld.nl");
            let first = counted.fetch_add(1, Ordering::SeqCst) == 0;
            vec![if first { "127.0.0.1" } else { "10.0.0.1" }.parse().expect("an address")]
        }));
        let reach = Reach { loopback: true, names: turning, ..Reach::default() };
        let coming = async {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let mut first = [0; 1];
            stream.read_exact(&mut first).await.expect("a byte");
            first[0]
        };
        let (outcome, first) = tokio::join!(tested(&app, &editor, &far, reach.clone()), coming);
        assert_eq!((outcome, first), (ended("not_secure"), 0x16), "a handshake, and nothing in the clear");
        assert_eq!(tested(&app, &editor, &far, reach).await, ended("no_address"));
        assert_eq!(asked.load(Ordering::SeqCst), 2, "once for each message");
        let waits = tokio::time::timeout(std::time::Duration::from_millis(50), listener.accept()).await;
        assert!(waits.is_err(), "nobody else came");
    }

    async fn no_redirect_is_followed(app: TestApp) {
        let editor = one(&app).await;
        let (first, other) = (Receiver::start().await, Receiver::start().await);
        let hook = hook(&app, &editor, &first.url(), &["push.finished"]).await;
        let to: &'static str = Box::leak(format!("Location: {}\r\n", other.url()).into_boxed_str());
        for status in [301, 302, 303, 307, 308] {
            first.replies([Reply::Status(status, to)]);
            act(&app, &editor, &format!("{}/_test", hook.id), json!({})).await;
            deliver(&app).await;
            let told = log(&app, &editor, &hook).await.remove(0);
            assert_eq!((&told["failure"], &told["lastStatus"]), (&json!("refused"), &json!(status)));
        }
        assert_eq!((first.count(), other.count()), (5, 0));
    }

    async fn how_it_failed_is_told_in_a_word(app: TestApp) {
        let editor = one(&app).await;
        let receiver = Receiver::start().await;
        let near = || Reach { loopback: true, ..Reach::default() };
        let kept = hook(&app, &editor, &receiver.url(), &["push.finished"]).await;
        receiver.replies([Reply::Nonsense]);
        assert_eq!(tested(&app, &editor, &kept, near()).await, ended("no_answer"));
        // More of a head than anybody needs is no answer either.
        let long: &'static str = Box::leak(format!("x: {}\r\n", "x".repeat(40_000)).into_boxed_str());
        receiver.replies([Reply::Status(200, long)]);
        assert_eq!(tested(&app, &editor, &kept, near()).await, ended("no_answer"));
        let closed = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = closed.local_addr().expect("an address").port();
        drop(closed);
        let nobody = hook(&app, &editor, &format!("http://127.0.0.1:{port}/"), &["push.finished"]).await;
        assert_eq!(tested(&app, &editor, &nobody, near()).await, ended("not_connected"));
        receiver.replies([Reply::Nothing]);
        assert_eq!(tested(&app, &editor, &kept, near()).await, ended("timed_out"));
    }
}
