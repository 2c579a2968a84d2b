// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

// ClientJourneysTest by AWS's SDK for JavaScript: prints what it saw as JSON. Argument: the server's URL.
const { IAM, paginateListUsers } = require("@aws-sdk/client-iam");

async function journey(iam) {
    const names = ["ann", "Bob", "cy", "dee", "Eve"];
    for (const name of names) {
        await iam.createUser({ UserName: name, Path: "/journey/", Tags: [{ Key: "team", Value: "blue" }] });
    }
    const cy = (await iam.getUser({ UserName: "cy" })).User;
    const pages = [];
    for await (const page of paginateListUsers({ client: iam, pageSize: 2 }, { PathPrefix: "/journey/" })) {
        pages.push(page.Users.map((user) => user.UserName));
    }
    for (const name of names) {
        await iam.deleteUser({ UserName: name });
    }
    const missing = await iam.getUser({ UserName: "cy" }).then(
        () => "found",
        (refused) => `${refused.Error.Code}: ${refused.Error.Message}`,
    );
    return {
        arn: cy.Arn,
        tags: Object.fromEntries(cy.Tags.map((tag) => [tag.Key, tag.Value])),
        pages,
        after: (await iam.listUsers({ PathPrefix: "/journey/" })).Users,
        missing,
    };
}

journey(new IAM({ region: "us-east-1", endpoint: process.argv[2], maxAttempts: 1 })).then((seen) => console.log(JSON.stringify(seen)));
